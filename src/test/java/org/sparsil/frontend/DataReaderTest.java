// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.UserException;
import org.sparsil.proto.TensorProto;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.SharedData;

class DataReaderTest {
  private static final Shape PAIR = Shape.of(2);

  @TempDir private Path folder;

  @Test
  void idx_bytes_are_read_as_0_to_255() throws Exception {
    byte[] idx = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, (byte) 255, 3, 4};
    Dataset data = DataReader.read(file("x.idx", idx), PAIR);
    assertThat(data.frames()).containsExactly(FloatTensor.vector(1, 255), FloatTensor.vector(3, 4));
    assertThat(data.labels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"8, UINT8", "9, INT8", "11, INT16", "12, INT32", "13, FLOAT32", "14, FLOAT64"})
  void every_idx_type_is_read(byte code, NumberType type) throws Exception {
    ByteBuffer idx = ByteBuffer.allocate(8 + 2 * type.sizeBytes());
    idx.put(new byte[] {0, 0, code, 1}).putInt(2);
    put(idx, type, 7);
    put(idx, type, type == NumberType.UINT8 ? 200 : -9);
    Dataset data = DataReader.read(file("x.idx", idx.array()), PAIR);
    assertThat(data.frames())
        .containsExactly(FloatTensor.vector(7, type == NumberType.UINT8 ? 200 : -9));
  }

  @Test
  void idx_images_bring_their_labels_and_may_be_packed() throws Exception {
    byte[] images = {0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 7};
    file("t10k-images-idx3-ubyte.gz", gzip(images));
    file("t10k-labels-idx1-ubyte", labels);
    file("train-images-idx3-ubyte", new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 8, 9});
    Dataset test = DataReader.read(folder, PAIR);
    assertThat(test.size()).isEqualTo(3);
    assertThat(test.labels()).contains(IntTensor.vector(9, 0, 7));
    Dataset train = DataReader.read(folder, PAIR, Split.TRAIN);
    assertThat(train.frames()).containsExactly(FloatTensor.vector(8, 9));
    assertThat(train.labels()).isEmpty();
  }

  @Test
  void a_label_too_few_is_an_error() throws Exception {
    file("t10k-images-idx3-ubyte", new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2});
    file("t10k-labels-idx1-ubyte", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 2});
    assertThatReading(folder, PAIR).hasMessageContaining("2 labels for 1 frames [DATA-004]");
  }

  @ParameterizedTest
  @CsvSource({
    "|b1, BOOL",
    "|u1, UINT8",
    "|i1, INT8",
    "<u2, UINT16",
    ">u2, UINT16",
    "<i2, INT16",
    ">i2, INT16",
    "<u4, UINT32",
    ">u4, UINT32",
    "<i4, INT32",
    ">i4, INT32",
    "<u8, UINT64",
    ">u8, UINT64",
    "<i8, INT64",
    ">i8, INT64",
    "<f2, FLOAT16",
    ">f2, FLOAT16",
    "<f4, FLOAT32",
    ">f4, FLOAT32",
    "<f8, FLOAT64",
    ">f8, FLOAT64"
  })
  void every_npy_type_is_read_in_both_byte_orders(String descr, NumberType type) throws Exception {
    ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer data = ByteBuffer.allocate(4 * type.sizeBytes()).order(order);
    for (int value : new int[] {1, 0, 0, 1}) {
      put(data, type, value);
    }
    Path file = file("x.npy", npy(1, descr, false, "(2, 2)", data.array()));
    assertThat(DataReader.read(file, PAIR).frames())
        .containsExactly(FloatTensor.vector(1, 0), FloatTensor.vector(0, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void every_npy_version_is_read_in_both_orders(int version) throws Exception {
    byte[] bytes = {1, 2, 3, 4, 5, 6};
    Path rows = file("c.npy", npy(version, "|u1", false, "(3, 2)", bytes));
    Path columns = file("f.npy", npy(version, "|u1", true, "(3, 2)", bytes));
    assertThat(DataReader.read(rows, PAIR).frames())
        .containsExactly(
            FloatTensor.vector(1, 2), FloatTensor.vector(3, 4), FloatTensor.vector(5, 6));
    assertThat(DataReader.read(columns, PAIR).frames())
        .containsExactly(
            FloatTensor.vector(1, 4), FloatTensor.vector(2, 5), FloatTensor.vector(3, 6));
  }

  @Test
  void npz_arrays_are_found_by_their_names() throws Exception {
    Path file = folder.resolve("data.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(zip, "x_train.npy", npy(1, "|u1", false, "(1, 2)", new byte[] {1, 2}));
      entry(zip, "x_test.npy", npy(1, "|u1", false, "(2, 2)", new byte[] {3, 4, 5, 6}));
      entry(zip, "y_train.npy", npy(1, "|u1", false, "(1,)", new byte[] {7}));
      entry(zip, "y_test.npy", npy(1, "|u1", false, "(2,)", new byte[] {8, 9}));
    }
    assertThat(DataReader.read(file, PAIR).frames())
        .containsExactly(FloatTensor.vector(3, 4), FloatTensor.vector(5, 6));
    assertThat(DataReader.read(file, PAIR).labels()).contains(IntTensor.vector(8, 9));
    assertThat(DataReader.read(file, PAIR, Split.TRAIN).labels()).contains(IntTensor.vector(7));
    assertThat(DataReader.readLabels(file)).isEqualTo(IntTensor.vector(8, 9));
  }

  @Test
  void csv_has_its_label_in_the_last_column_or_where_the_header_says() throws Exception {
    Path last = file("a.csv", "2,2,setosa,virginica\n5.1,3.5,0\n4.9,-3,1\n");
    assertThat(DataReader.read(last, PAIR))
        .isEqualTo(
            new Dataset(
                List.of(FloatTensor.vector(5.1f, 3.5f), FloatTensor.vector(4.9f, -3)),
                Optional.of(IntTensor.vector(0, 1))));
    Path first = file("b.csv", "label, p0, p1\r\n7, 1, 2\r\n\r\n");
    assertThat(DataReader.read(first, PAIR).labels()).contains(IntTensor.vector(7));
    assertThat(DataReader.read(first, PAIR).frames()).containsExactly(FloatTensor.vector(1, 2));
    Path none = file("c.txt", "# comment\n1 2\n3\t4\n");
    assertThat(DataReader.read(none, PAIR).labels()).isEmpty();
    assertThat(DataReader.read(none, PAIR).size()).isEqualTo(2);
    assertThat(DataReader.readLabels(file("d.csv", "label\n3\n1\n")))
        .isEqualTo(IntTensor.vector(3, 1));
  }

  @Test
  void png_folders_have_a_class_per_subfolder_in_order() throws Exception {
    png("cat/2.png", BufferedImage.TYPE_BYTE_GRAY, 200, 100);
    png("cat/1.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2);
    png("ant/9.png", BufferedImage.TYPE_INT_RGB, 0x111111, 0x222222);
    Dataset data = DataReader.read(folder, Shape.of(1, 1, 2));
    Shape frame = Shape.of(1, 1, 2);
    assertThat(data.frames())
        .containsExactly(
            FloatTensor.of(frame, 0x11, 0x22),
            FloatTensor.of(frame, 1, 2),
            FloatTensor.of(frame, 200, 100));
    assertThat(data.labels()).contains(IntTensor.vector(0, 1, 1));
  }

  @Test
  void numbered_folders_are_the_classes_and_a_flat_folder_has_none() throws Exception {
    png("c/10/a.png", BufferedImage.TYPE_BYTE_GRAY, 5, 6);
    png("c/2/a.png", BufferedImage.TYPE_BYTE_GRAY, 7, 8);
    assertThat(DataReader.read(folder.resolve("c"), PAIR).labels())
        .contains(IntTensor.vector(10, 2));
    png("flat/a.png", BufferedImage.TYPE_BYTE_GRAY, 5, 6);
    assertThat(DataReader.read(folder.resolve("flat"), PAIR).labels()).isEmpty();
  }

  @Test
  void colours_are_innermost_unless_the_network_wants_planes() throws Exception {
    Path file = png("rgb.png", BufferedImage.TYPE_INT_RGB, 0x010203, 0x040506);
    assertThat(DataReader.read(file, Shape.of(1, 2, 3)).frames().get(0).toArray())
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(DataReader.read(file, Shape.of(3, 1, 2)).frames().get(0).toArray())
        .containsExactly(1, 4, 2, 5, 3, 6);
    assertThatReading(file, PAIR)
        .hasMessageContaining("1x2x3")
        .hasMessageContaining("has 2 [DATA-002]");
  }

  @Test
  void pgm_images_are_read_as_bytes_and_as_text() throws Exception {
    Path bytes = file("a.pgm", "P5\n# made by hand\n2 1\n255\n\u0007\u0008");
    Path text = file("b.pgm", "P2 2 1 255\n7 8\n");
    assertThat(DataReader.read(bytes, PAIR).frames()).containsExactly(FloatTensor.vector(7, 8));
    assertThat(DataReader.read(text, PAIR).frames()).containsExactly(FloatTensor.vector(7, 8));
    Path wide = file("c.pgm", "P5 1 1 65535\n\u0001\u0002");
    assertThat(DataReader.read(wide, Shape.of(1)).frames())
        .containsExactly(FloatTensor.vector(258));
    assertThatReading(file("d.pgm", "P5 900000000 900000000 255\n12"), PAIR)
        .hasMessageContaining("DATA-001");
  }

  @Test
  void onnx_tensors_are_read() throws Exception {
    TensorProto tensor =
        TensorProto.newBuilder()
            .addDims(1)
            .addDims(2)
            .setDataType(3)
            .setRawData(ByteString.copyFrom(new byte[] {-1, 5}))
            .build();
    Path file = file("set/test_data_set_0/input_0.pb", tensor.toByteArray());
    assertThat(DataReader.read(file, PAIR).frames()).containsExactly(FloatTensor.vector(-1, 5));
    assertThat(DataReader.read(folder.resolve("set"), PAIR).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'(28, 28)', 28x28",
    "'(784,)', 28x28",
    "'(1, 784)', 28x28",
    "'(28, 28)', 784",
    "'(28, 28, 1)', 28x28",
    "'(1, 1, 28, 28)', 784",
    "'(1, 28, 28)', 1x28x28"
  })
  void harmless_differences_of_shape_are_accepted(String shape, String wanted) throws Exception {
    Path file = file("x.npy", npy(1, "|u1", false, shape, new byte[784]));
    assertThat(DataReader.read(file, shape(wanted)).frames().get(0).shape())
        .isEqualTo(shape(wanted));
  }

  @ParameterizedTest
  @CsvSource({
    "'(2, 2, 3)', 3x2x2, 0 3 6 9 1 4 7 10 2 5 8 11",
    "'(1, 3, 2, 2)', 2x2x3, 0 4 8 1 5 9 2 6 10 3 7 11",
    "'(1, 2, 2, 3)', 2x2x3, 0 1 2 3 4 5 6 7 8 9 10 11"
  })
  void channels_of_images_may_come_first_or_last(String shape, String wanted, String values)
      throws Exception {
    byte[] bytes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    Path file = file("x.npy", npy(1, "|u1", false, shape, bytes));
    FloatTensor frame = DataReader.read(file, shape(wanted)).frames().get(0);
    assertThat(frame.shape()).isEqualTo(shape(wanted));
    assertThat(IntStream.range(0, 12).mapToObj(i -> "%.0f".formatted(frame.get(i))))
        .containsExactly(values.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"'(28, 28)', 27x28", "'(784,)', 783", "'(8, 7, 14)', 7x8x14"})
  void other_shapes_are_named_both(String shape, String wanted) throws Exception {
    Path file = file("x.npy", npy(1, "|u1", false, shape, new byte[784]));
    String given = shape.replaceAll("[() ]|,\\)", "").replace(',', 'x').replaceAll("x$", "");
    assertThatReading(file, shape(wanted))
        .hasMessageContaining(given)
        .hasMessageContaining(wanted)
        .hasMessageContaining("[DATA-002]");
  }

  @Test
  void hostile_sizes_are_compared_with_the_data() throws Exception {
    byte[] idx = {0, 0, 8, 3, 127, -1, -1, -1, 127, -1, -1, -1, 0, 0, 0, 2, 1};
    assertThatReading(file("a.idx", idx), PAIR).hasMessageContaining("DATA-001");
    byte[] negative = {0, 0, 8, 1, -1, -1, -1, -1, 1};
    assertThatReading(file("b.idx", negative), PAIR).hasMessageContaining("negative");
    byte[] many = {0, 0, 8, 1, 127, 0, 0, 0, 1};
    assertThatReading(file("c.idx", many), PAIR)
        .hasMessageContaining("needs 2130706432 bytes, the data has 1");
    assertThatReading(file("d.idx", new byte[] {0, 0, 8, -1, 0}), PAIR)
        .hasMessageContaining("DATA-001");
    Path npy = file("e.npy", npy(1, "<f8", false, "(99999999999, 9999999)", new byte[8]));
    assertThatReading(npy, PAIR).hasMessageContaining("DATA-001");
    Path objects = file("f.npy", npy(1, "|O8", false, "(2,)", new byte[16]));
    assertThatReading(objects, PAIR).hasMessageContaining("not plain numbers");
  }

  @Test
  void a_png_that_declares_a_huge_size_is_refused_by_its_size() throws Exception {
    byte[] png = Files.readAllBytes(png("a.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2));
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
    assertThatReading(file("b.png", png), PAIR)
        .hasMessageContaining("100000x100000")
        .hasMessageContaining("DATA-002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npy", "a.npz", "a.idx", "a.idx.gz", "a.png", "a.pgm", "a.pb"})
  void truncated_files_are_refused(String name) throws Exception {
    byte[] whole =
        switch (name) {
          case "a.npy" -> npy(1, "<f4", false, "(1, 2)", new byte[8]);
          case "a.npz" -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
              entry(zip, "x.npy", npy(1, "<f4", false, "(1, 2)", new byte[8]));
            }
            yield out.toByteArray();
          }
          case "a.idx" -> new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 3, 4};
          case "a.idx.gz" -> gzip(new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 3, 4});
          case "a.png" -> Files.readAllBytes(png("x.png", BufferedImage.TYPE_BYTE_GRAY, 3, 4));
          case "a.pgm" -> "P5 2 1 255 ab".getBytes(StandardCharsets.UTF_8);
          default ->
              TensorProto.newBuilder()
                  .addDims(2)
                  .setDataType(1)
                  .setRawData(ByteString.copyFrom(new byte[8]))
                  .build()
                  .toByteArray();
        };
    assertThat(DataReader.read(file(name, whole), PAIR).size()).isEqualTo(1);
    int kept = 0;
    for (int length = 0; length < whole.length; length++) {
      Path file = file(name, Arrays.copyOf(whole, length));
      try {
        DataReader.read(file, PAIR);
        kept++; // only bytes after the data were cut off
      } catch (UserException e) {
        assertThat(e.getMessage()).containsPattern("(DATA|ONNX)-0").doesNotContain("Exception");
      }
    }
    assertThat(kept).isLessThan(whole.length / 2);
  }

  @Test
  void numbers_that_are_none_are_named() throws Exception {
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(1).putFloat(Float.NaN);
    Path file = file("x.npy", npy(1, "<f4", false, "(1, 2)", data.array()));
    assertThatReading(file, PAIR).hasMessageContaining("element 1 of frame 0 is NaN");
    assertThatReading(file("x.csv", "1,2\n3,four\n"), PAIR)
        .hasMessageContaining("line 2, column 2: 'four' is not a number");
    assertThatReading(file("y.csv", "1,2\n3,4,5\n"), PAIR)
        .hasMessageContaining("line 2 has 3 columns, the lines before have 2");
    assertThatReading(file("z.csv", "1,2,3,4\n"), PAIR)
        .hasMessageContaining("rows have 4 columns")
        .hasMessageContaining("DATA-002");
    assertThatThrownBy(() -> DataReader.readLabels(file("l.csv", "1\n2.5\n")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("label 1 is 2.5");
  }

  @Test
  void missing_files_and_empty_folders_are_errors() {
    assertThatReading(folder.resolve("none.npy"), PAIR).hasMessageContaining("no such file");
    assertThatReading(folder, PAIR).hasMessageContaining("holds no data that is known");
  }

  @Test
  void mnist_is_read_with_its_labels() {
    Dataset test = DataReader.read(SharedData.require("mnist"), Shape.of(784));
    assertThat(test.size()).isEqualTo(10_000);
    assertThat(test.labels().orElseThrow().get(0)).isEqualTo(7);
    Dataset digits = DataReader.read(SharedData.require("small-tabular"), Shape.of(1, 8, 8));
    assertThat(digits.size()).isEqualTo(1797);
    assertThat(digits.labels()).isPresent();
    Path iris = SharedData.require("small-tabular/iris.csv");
    assertThat(DataReader.read(iris, Shape.of(4)).labels().orElseThrow().get(149)).isEqualTo(2);
  }

  private static AbstractThrowableAssert<?, ?> assertThatReading(Path file, Shape frame) {
    return assertThatThrownBy(() -> DataReader.read(file, frame)).isInstanceOf(UserException.class);
  }

  private static Shape shape(String text) {
    return new Shape(Stream.of(text.split("x", -1)).map(Integer::valueOf).toList());
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Path file(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private Path png(String name, int type, int first, int second) throws IOException {
    BufferedImage image = new BufferedImage(2, 1, type);
    if (type == BufferedImage.TYPE_BYTE_GRAY) {
      image.getRaster().setSample(0, 0, 0, first);
      image.getRaster().setSample(1, 0, 0, second);
    } else {
      image.setRGB(0, 0, first);
      image.setRGB(1, 0, second);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static void put(ByteBuffer buffer, NumberType type, int value) {
    switch (type) {
      case BOOL, UINT8, INT8 -> buffer.put((byte) value);
      case UINT16, INT16 -> buffer.putShort((short) value);
      case UINT32, INT32 -> buffer.putInt(value);
      case UINT64, INT64 -> buffer.putLong(value);
      case FLOAT16 -> buffer.putShort((short) (value == 0 ? 0 : 0x3c00));
      case FLOAT32 -> buffer.putFloat(value);
      case FLOAT64 -> buffer.putDouble(value);
    }
  }

  private static byte[] npy(int version, String descr, boolean fortran, String shape, byte[] data) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
            .formatted(descr, fortran ? "True" : "False", shape);
    ByteBuffer npy =
        ByteBuffer.allocate(12 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
    npy.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      npy.putShort((short) header.length());
    } else {
      npy.putInt(header.length());
    }
    npy.put(header.getBytes(StandardCharsets.US_ASCII)).put(data);
    return Arrays.copyOf(npy.array(), npy.position());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
