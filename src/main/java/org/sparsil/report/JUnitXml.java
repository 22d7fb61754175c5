// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.sparsil.report.svg.Xml;
import org.sparsil.sim.VerificationResult.Cycles;
import org.sparsil.sim.VerificationResult.ScenarioResult;

/**
 * A verification as JUnit XML, which CI servers show: a suite per simulator; a test case per
 * scenario, and one for each figure of the cycle model.
 */
public final class JUnitXml {
  private record Case(String name, List<String> failures) {}

  private JUnitXml() {}

  /** The document, for a verification of what is called so. */
  public static String print(String name, VerificationReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      newLine(xml, 0);
      xml.writeStartElement("testsuites");
      for (SimulatorReport simulator : report.simulators()) {
        write(xml, Xml.printable(name) + "." + simulator.simulator(), cases(simulator));
      }
      newLine(xml, 0);
      xml.writeEndElement();
      newLine(xml, 0);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static List<Case> cases(SimulatorReport simulator) {
    List<Case> cases = new ArrayList<>();
    for (ScenarioResult scenario : simulator.scenarios()) {
      List<String> failures = new ArrayList<>();
      scenario.firstMismatch().ifPresent(first -> failures.add(first.sentence()));
      failures.addAll(scenario.faults());
      cases.add(new Case(scenario.name(), failures));
    }
    cases.add(new Case("latency", failures(simulator.latencyCycles())));
    cases.add(new Case("interval", failures(simulator.intervalCycles())));
    return cases;
  }

  private static List<String> failures(Cycles cycles) {
    return cycles.agree()
        ? List.of()
        : List.of(
            "%d cycles, predicted %d"
                .formatted(cycles.simulated().orElseThrow(), cycles.predicted()));
  }

  private static void write(XMLStreamWriter xml, String suite, List<Case> cases)
      throws XMLStreamException {
    long failed = cases.stream().filter(one -> !one.failures().isEmpty()).count();
    newLine(xml, 1);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite);
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("failures", String.valueOf(failed));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    for (Case one : cases) {
      write(xml, suite, one);
    }
    newLine(xml, 1);
    xml.writeEndElement();
  }

  private static void write(XMLStreamWriter xml, String suite, Case one) throws XMLStreamException {
    newLine(xml, 2);
    if (one.failures().isEmpty()) {
      xml.writeEmptyElement("testcase");
    } else {
      xml.writeStartElement("testcase");
    }
    xml.writeAttribute("classname", suite);
    xml.writeAttribute("name", one.name());
    if (!one.failures().isEmpty()) {
      newLine(xml, 3);
      xml.writeStartElement("failure");
      xml.writeAttribute("message", Xml.printable(one.failures().get(0)));
      xml.writeCharacters(Xml.printable(String.join("\n", one.failures())));
      xml.writeEndElement();
      newLine(xml, 2);
      xml.writeEndElement();
    }
  }

  private static void newLine(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
