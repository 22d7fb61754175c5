// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.Diagnostic;
import org.sparsil.diag.UserException;
import org.sparsil.photonic.device.Arm;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.Unit;
import org.sparsil.photonic.file.MappingFile;
import org.sparsil.photonic.map.DeviceMeshes;
import org.sparsil.photonic.map.PhotonicMapper;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.RandomImageNetworks;
import org.sparsil.testing.RandomNetworks;

class MappingCheckTest {
  private static final Device HEX_200 = BuiltInDevices.read(BuiltInDevices.HEX_200);
  private static final DeviceMeshes MESHES = new DeviceMeshes(HEX_200);

  /**
   * A dense 11x11 block, which takes two passes, and a 2x3 block twice, which takes one program.
   */
  private static final String FILE = print(MESHES, twoLayers());

  private static QGraph twoLayers() {
    FixedPoint s8 = new FixedPoint(true, 8, 1, 0);
    FixedPoint s32 = new FixedPoint(true, 32, 1, 0);
    Random random = new Random(1);
    int[] dense = random.ints(11 * 11, 1, 100).toArray();
    int[] blocks = new int[4 * 11];
    int[] block = {1, 2, -1, 3, 1, 4};
    for (int i = 0; i < block.length; i++) {
      blocks[i / 3 * 11 + i % 3] = block[i];
      blocks[(2 + i / 3) * 11 + 5 + i % 3] = -2 * block[i];
    }
    return new QGraph(
        "two",
        new QGraph.QInput("x", Shape.of(11), s8),
        List.of(layer("dense", dense, 11, s32), layer("blocks", blocks, 4, s32)));
  }

  private static QDense layer(String name, int[] weights, int rows, FixedPoint format) {
    return new QDense(
        name,
        "x",
        CodedMatrix.ofDense(IntTensor.of(Shape.of(rows, 11), weights)),
        LongTensor.vector(new long[rows]),
        new Accumulator(format));
  }

  private static String print(DeviceMeshes meshes, QGraph network) {
    return MappingFile.print(new PhotonicMapper(meshes).map(network));
  }

  private static List<String> errors(byte[] json) {
    UserException thrown =
        catchThrowableOfType(UserException.class, () -> MappingCheck.check("m.json", json));
    return thrown == null
        ? List.of()
        : thrown.diagnostics().stream().map(Diagnostic::toString).toList();
  }

  private static List<String> errors(String json) {
    return errors(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aMappedNetworkPasses() {
    assertThat(errors(FILE)).isEmpty();
  }

  @Test
  void theFileIsAlwaysTheSame() {
    assertThat(print(MESHES, twoLayers())).isEqualTo(FILE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mappedPerceptronsPass(long seed) {
    assertThat(errors(print(MESHES, RandomNetworks.network(seed, 40)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mappedNetworksOfImagesPass(long seed) {
    DeviceMeshes meshes = new DeviceMeshes(BuiltInDevices.read(BuiltInDevices.SMARTLIGHT_72));
    assertThat(errors(print(meshes, RandomImageNetworks.network(seed)))).isEmpty();
  }

  @Test
  void aDeviceWithOffsetsPasses() {
    Arm offset = new Arm(2, 0, 0.3);
    List<Unit> units =
        HEX_200.units().stream()
            .map(
                u ->
                    new Unit(
                        u.id(),
                        u.x(),
                        u.y(),
                        u.angleDegrees(),
                        u.r1(),
                        u.r2(),
                        offset,
                        u.lo(),
                        u.faulty()))
            .toList();
    Device device =
        new Device(
            HEX_200.name(),
            HEX_200.description(),
            HEX_200.topology(),
            HEX_200.physics(),
            HEX_200.dacBits(),
            HEX_200.fullScale(),
            HEX_200.writeTimeMs(),
            HEX_200.crosstalk(),
            units,
            HEX_200.links(),
            HEX_200.ports());
    assertThat(errors(print(new DeviceMeshes(device), twoLayers()))).isEmpty();
  }

  @Test
  void layoutIsOfNoImport() {
    assertThat(errors(new SealedMapping(FILE).sealed())).isEmpty();
    assertThat(errors(FILE.replace("\n", "\r\n\t "))).isEmpty();
  }

  @Test
  void whateverIsChangedTheChecksumTells() {
    String changed = FILE.replace("\"tool\": \"Sparsil\"", "\"tool\": \"sparsil\"");
    assertThat(changed).isNotEqualTo(FILE);
    assertThat(errors(changed))
        .singleElement()
        .asString()
        .startsWith("m.json: /checksum: error: is ")
        .endsWith("[PHOTON-010]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/programs/0/units/3/id | \"nowhere\" | /programs/0/units/3/id: error: the device has no"
            + " unit 'nowhere' [PHOTON-011]",
        "/programs/0/units/3/state | \"sideways\" | /programs/0/units/3/state: error: does not have"
            + " a value in the enumeration",
        "/programs/0/inputs/2/port | \"nowhere\" | /programs/0/inputs/2/port: error: the device has"
            + " no port 'nowhere' [PHOTON-011]",
        "/programs/0/verify/quantized_error | 0.125 | /programs/0/verify/quantized_error: error: is"
            + " 0.125, the mesh gives ",
        "/programs/1/id | \"p0\" | /programs/1/id: error: program 'p0' is given twice"
            + " [PHOTON-011]",
        "/programs/1/id | \"p0\" | /network/layers/0/tiles/0/passes/1/program: error: there is no"
            + " program 'p1' [PHOTON-011]",
        "/device/units/1/r1 | 1 | /device/units/1/r1: error: must have an exclusive maximum value",
        "/network/layers/0/tiles/0/columns/0 | 11 | /network/layers/0/tiles/0/columns/0: error: is"
            + " 11, expected from 0 to 10 [PHOTON-011]",
        "/network/layers/0/post/bias | [1] | /network/layers/0/post/bias: error: are 1, for 11"
            + " rows [PHOTON-013]",
        "/network/layers/1/tiles/1/reuse_of | 1 | /network/layers/1/tiles/1/reuse_of: error: tile"
            + " 1 is not an earlier one with passes of its own [PHOTON-011]",
        "/schedule/1/pass | 0 | /schedule/1/tiles/0: error: pass 0 of tile 0 is not by program 'p1'"
            + " [PHOTON-014]",
        "/schedule/1/write | false | /schedule/1/write: error: program 'p1' is not written, but"
            + " 'p0' is on the mesh [PHOTON-014]",
        "/schedule/2/tiles | [0] | /network/layers/1/tiles/1: error: pass 0 is not in the schedule"
            + " [PHOTON-014]",
        "/schedule/2/tiles | [3000000000] | /schedule/2/tiles/0: error: must have a maximum value of"
            + " 2147483647 [PHOTON-009]",
        "/totals/rewrites | 1 | /totals/rewrites: error: is 1.0, by programs and schedule it is"
            + " 3.0 [PHOTON-014]",
      })
  void aChangedValueIsFoundInItsPlace(String pointer, String value, String message) {
    SealedMapping mapping = new SealedMapping(FILE);
    if (pointer.startsWith("/device")) {
      mapping.set("/device/units/1", "{\"id\":\"S_0_1\",\"r1\":0.5}");
    }
    mapping.set(pointer, value);
    assertThat(errors(mapping.sealed()))
        .anySatisfy(e -> assertThat(e).startsWith("m.json: " + message));
  }

  @Test
  void aChangedPhaseDisagreesWithItsUnitAndTheMatrix() {
    SealedMapping mapping = new SealedMapping(FILE);
    String unit = "/programs/0/units/" + partial(mapping);
    mapping.add(unit + "/phi_up", 0.001);
    assertThat(errors(mapping.sealed()))
        .anySatisfy(error -> assertThat(error).startsWith("m.json: " + unit + "/theta: error: is "))
        .anySatisfy(error -> assertThat(error).startsWith("m.json: " + unit + "/delta: error: is "))
        .anySatisfy(error -> assertThat(error).startsWith("m.json: /programs/0/matrix: error: "))
        .allSatisfy(error -> assertThat(error).startsWith("m.json: /").contains("[PHOTON-012]"));
  }

  /** A unit that is neither in bar nor in cross. */
  private static int partial(SealedMapping mapping) {
    int unit = 0;
    while (!mapping.at("/programs/0/units/%d/state".formatted(unit)).asString().equals("partial")) {
      unit++;
    }
    return unit;
  }

  /** Far less than a step of the converter, and all numbers of the unit agree. */
  @Test
  void aCouplerThatIsOffIsSeenByFollowingLight() {
    SealedMapping mapping = new SealedMapping(FILE);
    String unit = "/programs/0/units/" + partial(mapping);
    Map.of("/phi_up", 1e-7, "/phi_lo", -1e-7, "/theta", 1e-7)
        .forEach((name, by) -> mapping.add(unit + name, by));
    assertThat(errors(mapping.sealed()))
        .anySatisfy(error -> assertThat(error).startsWith("m.json: /programs/0/matrix: error: "))
        .noneSatisfy(error -> assertThat(error).contains("/units/"));
  }

  @Test
  void aChangedSignIsNamed() {
    SealedMapping mapping = new SealedMapping(FILE);
    String pointer = "/programs/1/outputs/4/sign";
    mapping.set(pointer, mapping.at(pointer).intValue() == 1 ? "-1" : "1");
    assertThat(errors(mapping.sealed()))
        .contains(
            "m.json: "
                + pointer
                + ": error: row 4 of the matrix takes the other sign [PHOTON-012]");
  }

  @Test
  void aChangedMatrixElementIsNamedWithTheTileThatUsesIt() {
    SealedMapping mapping = new SealedMapping(FILE);
    mapping.add("/programs/1/matrix/2/3", 0.01);
    assertThat(errors(mapping.sealed()))
        .contains(
            "m.json: /programs/1/matrix/2/3: error: the mesh gives another value [PHOTON-012]")
        .anySatisfy(
            error ->
                assertThat(error)
                    .startsWith("m.json: /network/layers/0/tiles/0: error: its weight at [2]["));
  }

  @Test
  void aMissingProgramIsMissedByItsTilesAndTheSchedule() {
    SealedMapping mapping = new SealedMapping(FILE);
    mapping.remove("/programs/2");
    assertThat(errors(mapping.sealed()))
        .contains(
            "m.json: /network/layers/1/tiles/0/passes/0/program: error: there is no program 'p2'"
                + " [PHOTON-011]",
            "m.json: /schedule/2/program: error: there is no program 'p2' [PHOTON-011]",
            "m.json: /totals/programs: error: is 3.0, by programs and schedule it is 2.0"
                + " [PHOTON-014]");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThat(errors("{\n\"format\": ")).singleElement().asString().contains("not valid JSON");
    assertThat(errors("[]")).singleElement().asString().contains("[PHOTON-009]");
  }
}
