// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.sparsil.tensor.FloatTensor;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
  private static final int MOST_BYTES = 30_000;

  private static List<String> texts(Chart chart) throws Exception {
    NodeList found = parse(chart.toSvg()).getElementsByTagName("text");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  private static List<String> paths(Chart chart) throws Exception {
    NodeList found = parse(chart.toSvg()).getElementsByTagName("path");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getAttributes().getNamedItem("d").getNodeValue())
        .toList();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static LineChart curve(Axis y, List<Point> points) {
    return new LineChart(
        "title",
        Axis.whole("epoch"),
        List.of(new LineChart.Panel(y, List.of(new Series("validation", points)), List.of())),
        List.of());
  }

  private static List<Point> heights(double... heights) {
    return IntStream.range(0, heights.length).mapToObj(i -> new Point(i, heights[i])).toList();
  }

  private static Histogram histogram(Axis counts, Histogram.Form form, float... weights) {
    return new Histogram(
        "title",
        Axis.linear("weight"),
        counts,
        List.of(new Histogram.Panel("stage", FloatTensor.vector(weights), form)));
  }

  @Test
  void pointsAreWhereTheirAxesSay() throws Exception {
    List<String> paths = paths(curve(Axis.linear("loss"), heights(0, 1, 4)));
    assertThat(paths.get(0)).isEqualTo("M79 316L388 251L697 56");
  }

  @Test
  void aCurveIsInterruptedWhereItIsNoNumberAndItsAxisIgnoresThat() throws Exception {
    double nan = Double.NaN;
    LineChart chart = curve(Axis.linear("loss"), heights(0, 4, nan, 1e300, 2, nan, 4));
    assertThat(paths(chart).get(0)).isEqualTo("M79 316L182 56M491 186M697 56");
    assertThat(texts(chart)).contains("0", "4").doesNotContain("NaN");
  }

  @Test
  void aChartOfNothingIsStillAChart() throws Exception {
    assertThat(texts(curve(Axis.linear("loss"), List.of()))).contains("title", "loss", "epoch");
    assertThat(texts(histogram(Axis.logarithmic("n"), Histogram.Form.STEMS)))
        .contains("0 weights of 0 values", "no zeros");
    assertThat(texts(histogram(Axis.whole("n"), Histogram.Form.INTERVALS, 0, 0)))
        .contains("0 weights", "2 zeros (100.0 %) not drawn");
  }

  @Test
  void curvesAreOrdered() {
    assertThatThrownBy(() -> new Series("s", List.of(new Point(2, 0), new Point(1, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0 after 2.0");
  }

  @Test
  void longCurvesAreThinnedButKeepEveryPeak() throws Exception {
    Random random = new Random(3);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      points.add(new Point(i, i == 31_234 ? 10 : random.nextDouble()));
    }
    LineChart chart = curve(Axis.linear("loss"), points);
    assertThat(chart.toSvg().length()).isLessThan(MOST_BYTES);
    assertThat(Thinning.of(points, 1800)).hasSizeBetween(1700, 1800).contains(points.get(31_234));
    assertThat(Thinning.of(points, 1800))
        .isSubsetOf(points)
        .isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
  }

  @Test
  void theLegendNamesEachCurveOnceAndItsColourIsTheSameInEveryPanel() throws Exception {
    Series validation = new Series("validation", heights(1, 2));
    Series training = new Series("training", heights(2, 1));
    LineChart chart =
        new LineChart(
            "title",
            Axis.whole("epoch"),
            List.of(
                new LineChart.Panel(
                    Axis.linear("accuracy (%)"),
                    List.of(validation),
                    List.of(new Reference("before", 3))),
                new LineChart.Panel(Axis.linear("loss"), List.of(training, validation), List.of())),
            List.of());
    assertThat(texts(chart)).containsOnlyOnce("validation", "training", "before");
    List<String> strokes =
        Pattern.compile("<path d='M[^h]*' fill='none' .* stroke='(#.*)'/>")
            .matcher(chart.toSvg())
            .results()
            .map(result -> result.group(1))
            .toList();
    assertThat(strokes).containsExactly(Look.colour(0), Look.colour(1), Look.colour(0));
  }

  @Test
  void namesOfShortPhasesStandAboveEachOther() throws Exception {
    List<Point> points = IntStream.range(0, 100).mapToObj(i -> new Point(i, i)).toList();
    LineChart chart =
        new LineChart(
            "title",
            Axis.whole("epoch"),
            List.of(
                new LineChart.Panel(
                    Axis.linear("loss"), List.of(new Series("s", points)), List.of())),
            List.of(
                new Phase("training", 0), new Phase("pruning", 50), new Phase("retraining", 52)));
    assertThat(heightOf("training", chart)).isEqualTo(heightOf("retraining", chart));
    assertThat(heightOf("pruning", chart)).isLessThan(heightOf("retraining", chart));
    assertThat(
            Pattern.compile("<line [^>]*stroke-dasharray='2 3'").matcher(chart.toSvg()).results())
        .as("one line for each phase but the first")
        .hasSize(2);
  }

  private static double heightOf(String text, Chart chart) {
    MatchResult found =
        Pattern.compile("<text x='[^']*' y='([^']*)'[^>]*>" + text + "<")
            .matcher(chart.toSvg())
            .results()
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(found.group(1));
  }

  @Test
  void zerosAreLeftOutAndCounted() throws Exception {
    Histogram chart =
        histogram(Axis.whole("n"), Histogram.Form.INTERVALS, -1, 0, 0, 0, 0.5f, Float.NaN);
    assertThat(texts(chart)).contains("2 weights; 1 not finite", "3 zeros (50.0 %) not drawn");
    assertThat(paths(chart)).hasSize(1);
    assertThat(paths(chart).get(0).chars().filter(letter -> letter == 'M')).hasSize(2);
  }

  @Test
  void neighbouringIntervalsShareAnOutline() {
    WeightCounts counts = new WeightCounts(FloatTensor.vector(-0.1f, 0.04f, 0.05f, 0.1f, 0.19f));
    assertThat(counts.byInterval(new NiceStep(1, -1)))
        .containsExactly(new Point(-0.2, 1), new Point(0, 2), new Point(0.1, 2));
  }

  @Test
  void sharedWeightsAreStemsAsHighAsTheirUses() throws Exception {
    Histogram chart = histogram(Axis.whole("n"), Histogram.Form.STEMS, 1, -1, 1, 1, 0, 1);
    assertThat(texts(chart)).contains("5 weights of 2 values");
    assertThat(paths(chart).get(0)).isEqualTo("M77 240V202.5M259 240V90");
  }

  @Test
  void aSingleWeightIsSeenOnALogarithmicAxis() throws Exception {
    float[] weights = new float[10_001];
    Arrays.fill(weights, 1);
    weights[7] = -1;
    String stems = paths(histogram(Axis.logarithmic("n"), Histogram.Form.STEMS, weights)).get(0);
    assertThat(stems).matches("M77 240V(22\\d|23[0-6])(\\.\\d)?M.*");
  }

  @Test
  void moreStemsThanCanBeToldApartAreIntervals() throws Exception {
    float[] weights = new float[5000];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) new Random(i).nextGaussian();
    }
    Histogram chart = histogram(Axis.whole("n"), Histogram.Form.STEMS, weights);
    assertThat(texts(chart)).contains("5,000 weights");
    assertThat(chart.toSvg().length()).isLessThan(MOST_BYTES);
  }

  @Test
  void namesCanHoldAnythingAndStayInThePicture() throws Exception {
    String name = "a'<b>\"&" + "\u0000\n" + "x".repeat(5000);
    List<Chart> charts =
        List.of(
            new LineChart(
                name,
                Axis.whole(name),
                List.of(
                    new LineChart.Panel(
                        Axis.linear(name),
                        List.of(new Series(name, heights(1, 2))),
                        List.of(new Reference(name + "2", 1)))),
                List.of(new Phase(name, 1))),
            new Histogram(
                name,
                Axis.linear(name),
                Axis.whole(name),
                List.of(
                    new Histogram.Panel(
                        name, FloatTensor.vector(1, 2), Histogram.Form.INTERVALS))));
    for (Chart chart : charts) {
      assertThat(chart.toSvg()).hasSizeLessThan(10_000).isEqualTo(chart.toSvg());
      assertThat(texts(chart)).anyMatch(text -> text.startsWith("a'<b>\"&?") && text.endsWith("…"));
    }
  }
}
