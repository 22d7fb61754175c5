// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.emit.OutputFile;
import org.sparsil.emit.OutputFolder;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.DeviceReader;
import org.sparsil.photonic.file.MappingFile;
import org.sparsil.photonic.map.DeviceMeshes;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.photonic.map.PhotonicMapper;
import org.sparsil.qgraph.QGraph;
import org.sparsil.report.MappingTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil photonic map}. */
@Command(
    name = "map",
    sortOptions = false,
    description =
        "Maps an ONNX model onto a photonic device: a folder with the integer network and the"
            + " phases of every program.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sparsil photonic map model.onnx --device hex200 --out build/light --calibrate train.npy",
      "  sparsil photonic map model.onnx --device lab.json --out build/light"
    })
final class PhotonicMapCommand implements Callable<Integer> {
  /** Those of the integer network; light has no engines. */
  static final List<Setting<?>> SETTINGS =
      Settings.ALL.stream()
          .filter(one -> !Settings.HARDWARE.contains(one))
          .filter(one -> !one.equals(Settings.CLOCK_MHZ) && !one.equals(Settings.PART))
          .toList();

  private static final String MAPPING = "mapping.json";

  @Parameters(paramLabel = "MODEL.onnx", description = "The model file.")
  private Path model;

  @Option(
      names = "--device",
      paramLabel = "NAME|DEVICE.json",
      defaultValue = BuiltInDevices.HEX_200,
      description = "hex200, smartlight72 or a device file. (default: hex200)")
  private String device;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description =
          "Where to put the result. A folder that Sparsil made is replaced, any other that is not"
              + " empty is refused.")
  private Path out;

  @Option(
      names = "--calibrate",
      paramLabel = "DATA",
      description = "Typical inputs of the model, to choose number formats by, as for compile.")
  private Optional<Path> calibrate;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "Settings, also for single layers; the options overrule it.")
  private Optional<Path> config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    OutputFolder.requireReplaceable(out);
    Settings settings =
        SettingOptions.chosen(config, spec.commandLine().getParseResult(), SETTINGS);
    Device chosen = device();
    Diagnostics notes = new Diagnostics();
    Pipeline pipeline =
        new Pipeline(settings, notes, new Stopwatch(spec.commandLine().getOut(), false));
    QGraph network =
        pipeline.quantized(
            ModelFile.read(model, notes),
            new Samples.Files(calibrate, Optional.empty(), Optional.empty()));
    MappedNetwork mapped = new PhotonicMapper(new DeviceMeshes(chosen)).map(network);
    OutputFolder.write(
        out,
        List.of(
            NetworkFolder.network(network),
            NetworkFolder.settings(settings),
            new OutputFile(MAPPING, target -> MappingFile.write(mapped, target))));
    notes.all().forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getOut().print(MappingTable.print(mapped));
    spec.commandLine()
        .getOut()
        .printf(
            "written to %s; check it with: sparsil photonic check %s%n", out, out.resolve(MAPPING));
    return ExitCode.OK;
  }

  private Device device() {
    if (BuiltInDevices.names().contains(device)) {
      return BuiltInDevices.read(device);
    }
    Path file = Path.of(device);
    if (!Files.exists(file)) {
      throw new UserException(
          device,
          Code.FILE_001,
          "is no file, and none of the built-in devices",
          "these are " + String.join(", ", BuiltInDevices.names()));
    }
    return DeviceReader.read(file);
  }
}
