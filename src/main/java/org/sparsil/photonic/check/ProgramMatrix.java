// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.diag.Code;
import org.sparsil.photonic.linear.ComplexMatrix;
import tools.jackson.databind.JsonNode;

/** Compares what a mesh does with a program's matrix, and with what the program says of it. */
final class ProgramMatrix {
  private static final double TOLERANCE = 1e-9;

  private final String pointer;
  private final JsonNode node;
  private final RealMatrix target;
  private final Findings findings;

  ProgramMatrix(String pointer, JsonNode node, RealMatrix target, Findings findings) {
    this.pointer = pointer;
    this.node = node;
    this.target = target;
    this.findings = findings;
  }

  /** With the phases as they should be. */
  void ideal(Optional<ComplexMatrix> fields) {
    if (fields.isEmpty()) {
      findings.error(
          pointer + "/units", Code.PHOTON_012, "light goes round in the mesh without an end");
      return;
    }
    ComplexMatrix received = received(fields.get());
    List<String> wrong = new ArrayList<>();
    for (int row = 0; row < received.rows(); row++) {
      if (apart(received, row, 1) > TOLERANCE && apart(received, row, -1) <= TOLERANCE) {
        findings.error(
            "%s/outputs/%d/sign".formatted(pointer, row),
            Code.PHOTON_012,
            "row %d of the matrix takes the other sign".formatted(row));
      } else {
        wrong.addAll(wrong(received, row));
      }
    }
    int elements = received.rows() * received.columns();
    if (wrong.size() == 1) {
      findings.error(wrong.get(0), Code.PHOTON_012, "the mesh gives another value");
    } else if (!wrong.isEmpty()) {
      findings.error(
          pointer + "/matrix",
          Code.PHOTON_012,
          "the mesh gives other values for %d of %d elements, first %s"
              .formatted(wrong.size(), elements, wrong.get(0)));
    }
    stated("max_error", greatest(received));
  }

  /** With the phases that codes make. */
  void coded(Optional<ComplexMatrix> fields) {
    if (fields.isEmpty()) {
      findings.error(
          pointer + "/verify", Code.PHOTON_012, "with its codes light goes round without an end");
      return;
    }
    ComplexMatrix received = received(fields.get());
    stated("quantized_error", greatest(received));
    double product = 0;
    double norm = 0;
    for (int row = 0; row < received.rows(); row++) {
      for (int column = 0; column < received.columns(); column++) {
        product += target.getEntry(row, column) * received.real(row, column);
        norm += received.real(row, column) * received.real(row, column);
      }
    }
    double norms = target.getFrobeniusNorm() * Math.sqrt(norm);
    stated("fidelity", (product / norms) * (product / norms));
  }

  /** Fields without what paths do, with the outputs' signs. */
  private ComplexMatrix received(ComplexMatrix fields) {
    double[] real = new double[fields.rows() * fields.columns()];
    double[] imaginary = new double[real.length];
    for (int row = 0; row < fields.rows(); row++) {
      JsonNode output = node.get("outputs").get(row);
      int sign = output.get("sign").intValue();
      for (int column = 0; column < fields.columns(); column++) {
        int at = row * fields.columns() + column;
        int turns = quarterTurns(output) + quarterTurns(node.get("inputs").get(column));
        double re = fields.real(row, column);
        double im = fields.imaginary(row, column);
        // Divided by j as often as the path has quarter turns.
        for (int turn = 0; turn < turns; turn++) {
          double before = re;
          re = im;
          im = -before;
        }
        real[at] = sign * re;
        imaginary[at] = sign * im;
      }
    }
    return ComplexMatrix.adopt(fields.rows(), fields.columns(), real, imaginary);
  }

  private static int quarterTurns(JsonNode end) {
    return end.get("path").get("quarter_turns").intValue();
  }

  private double apart(ComplexMatrix received, int row, int column, int sign) {
    return Math.hypot(
        sign * received.real(row, column) - target.getEntry(row, column),
        received.imaginary(row, column));
  }

  private double apart(ComplexMatrix received, int row, int sign) {
    double greatest = 0;
    for (int column = 0; column < received.columns(); column++) {
      greatest = Math.max(greatest, apart(received, row, column, sign));
    }
    return greatest;
  }

  private List<String> wrong(ComplexMatrix received, int row) {
    List<String> wrong = new ArrayList<>();
    for (int column = 0; column < received.columns(); column++) {
      if (!(apart(received, row, column, 1) <= TOLERANCE)) {
        wrong.add("%s/matrix/%d/%d".formatted(pointer, row, column));
      }
    }
    return wrong;
  }

  /** Of real parts, as electronics sees one quadrature. */
  private double greatest(ComplexMatrix received) {
    double greatest = 0;
    for (int row = 0; row < received.rows(); row++) {
      for (int column = 0; column < received.columns(); column++) {
        double difference = received.real(row, column) - target.getEntry(row, column);
        greatest = Math.max(greatest, Math.abs(difference));
      }
    }
    return greatest;
  }

  private void stated(String name, double actual) {
    double value = node.get("verify").get(name).doubleValue();
    if (!(Math.abs(value - actual) <= TOLERANCE)) {
      findings.error(
          pointer + "/verify/" + name,
          Code.PHOTON_012,
          "is %s, the mesh gives %s".formatted(value, actual));
    }
  }
}
