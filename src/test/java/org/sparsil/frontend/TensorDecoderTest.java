// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.proto.TensorProto;

class TensorDecoderTest {
  @TempDir private Path parent;
  private Path folder = Path.of("");

  @BeforeEach
  void make_a_folder_with_a_neighbour() throws IOException {
    folder = Files.createDirectory(parent.resolve("model"));
    Files.createDirectory(folder.resolve("sub"));
    byte[] bytes = {9, 9, 1, 2, 3, 4, 9};
    Files.write(folder.resolve("weights.bin"), bytes);
    Files.write(folder.resolve("sub/weights.bin"), bytes);
    Files.write(parent.resolve("secret.bin"), bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1  | float_data: [1.5, -2]        | \\000\\000\\300\\077\\000\\000\\000\\300",
        "11 | double_data: [1.5, -2] | \\0\\0\\0\\0\\0\\0\\370\\077\\0\\0\\0\\0\\0\\0\\000\\300",
        "10 | int32_data: [15872, 49152]   | \\000\\076\\000\\300",
        "16 | int32_data: [16320, 49152]   | \\300\\077\\000\\300"
      })
  void real_types_are_read_from_lists_and_bytes(int type, String list, String raw)
      throws Exception {
    for (String data : new String[] {list, "raw_data: '%s'".formatted(raw)}) {
      Value.Constant tensor = decode("dims: 2 data_type: %d %s".formatted(type, data));
      assertThat(tensor.real(0)).isEqualTo(1.5);
      assertThat(tensor.real(1)).isEqualTo(-2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3  | int32_data: [5, -2]          | \\005\\376                   | 5 | -2",
        "2  | int32_data: [5, 254]         | \\005\\376                   | 5 | 254",
        "5  | int32_data: [5, -2]          | \\005\\000\\376\\377         | 5 | -2",
        "4  | int32_data: [5, 65534]       | \\005\\000\\376\\377         | 5 | 65534",
        "6  | int32_data: [5, -2]          | \\5\\0\\0\\0\\376\\377\\377\\377 | 5 | -2",
        "12 | uint64_data: [5, 4294967294] | \\5\\0\\0\\0\\376\\377\\377\\377 | 5 | 4294967294",
        "7  | int64_data: [5, -2] | \\5\\0\\0\\0\\0\\0\\0\\0\\376\\377\\377\\377\\377\\377\\377\\377 | 5 | -2",
        "13 | uint64_data: [5, 254] | \\5\\0\\0\\0\\0\\0\\0\\0\\376\\0\\0\\0\\0\\0\\0\\0 | 5 | 254",
        "9  | int32_data: [1, 0]           | \\001\\000                   | 1 | 0",
        "22 | int32_data: [229]            | \\345                        | 5 | -2",
        "21 | int32_data: [229]            | \\345                        | 5 | 14"
      })
  void integer_types_are_read_from_lists_and_bytes(
      int type, String list, String raw, long first, long second) throws Exception {
    for (String data : new String[] {list, "raw_data: '%s'".formatted(raw)}) {
      Value.Integers tensor =
          (Value.Integers) decode("dims: 2 data_type: %d %s".formatted(type, data));
      assertThat(tensor.toList()).containsExactly(first, second);
    }
  }

  @Test
  void an_odd_number_of_4_bit_elements_is_padded() throws Exception {
    Value.Integers tensor = (Value.Integers) decode("dims: 3 data_type: 22 raw_data: '\\341\\007'");
    assertThat(tensor.toList()).containsExactly(1L, -2L, 7L);
  }

  @ParameterizedTest
  @CsvSource({
    "0x0001, 5.9604645E-8",
    "0x03ff, 6.097555E-5",
    "0x0400, 6.1035156E-5",
    "0x3c01, 1.0009766",
    "0x7bff, 65504",
    "0xfc00, -Infinity",
    "0x8000, -0.0"
  })
  void half_precision_is_exact(String bits, float value) {
    short half = (short) (int) Integer.decode(bits);
    assertThat(HalfPrecision.toFloat(half)).isEqualTo(value);
    assertThat(HalfPrecision.round(value, ElementType.FLOAT16)).isEqualTo(value);
  }

  @Test
  void rounding_to_half_precision_is_to_nearest_even() {
    assertThat(HalfPrecision.round(2049, ElementType.FLOAT16)).isEqualTo(2048);
    assertThat(HalfPrecision.round(2051, ElementType.FLOAT16)).isEqualTo(2052);
    assertThat(HalfPrecision.round(65519, ElementType.FLOAT16)).isEqualTo(65504);
    assertThat(HalfPrecision.round(-65520, ElementType.FLOAT16)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(HalfPrecision.round(2.9e-8f, ElementType.FLOAT16)).isZero();
    assertThat(HalfPrecision.round(257, ElementType.BFLOAT16)).isEqualTo(256);
    assertThat(HalfPrecision.round(Float.NaN, ElementType.FLOAT16)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.bin", "sub/weights.bin", "./weights.bin"})
  void external_data_below_the_folder_is_read(String location) throws Exception {
    Value.Integers tensor = (Value.Integers) decode(external(location, "2", "4"));
    assertThat(tensor.toList()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void external_data_outside_of_the_folder_is_refused() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.bin"), parent.resolve("secret.bin"));
    Files.createSymbolicLink(folder.resolve("up"), parent);
    for (String location :
        new String[] {
          "../secret.bin",
          "sub/../../secret.bin",
          parent.resolve("secret.bin").toString(),
          link.getFileName().toString(),
          "up/secret.bin",
          "",
          "/etc/passwd"
        }) {
      assertThatThrownBy(() -> decode(external(location, "2", "4")))
          .as(location)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("is not below the model's folder")
          .hasMessageContaining("[ONNX-005]");
    }
  }

  @Test
  void external_data_must_be_there_and_large_enough() {
    assertThatThrownBy(() -> decode(external("none.bin", "2", "4")))
        .hasMessageContaining("external data 'none.bin' is missing");
    assertThatThrownBy(() -> decode(external("sub", "0", "4")))
        .hasMessageContaining("external data 'sub' is missing");
    assertThatThrownBy(() -> decode(external("weights.bin", "4", "4")))
        .hasMessageContaining("its 4 bytes at 4 lie beyond the end")
        .hasMessageContaining("which has 7 bytes");
    assertThatThrownBy(() -> decode(external("weights.bin", "2", "5")))
        .hasMessageContaining("need 4 bytes, its external data has 5");
    assertThatThrownBy(() -> decode(external("weights.bin", "-1", "4")))
        .hasMessageContaining("has offset '-1'");
    assertThatThrownBy(() -> decode(external("weights.bin", "999999999999999999", "4")))
        .hasMessageContaining("lie beyond the end");
    assertThatThrownBy(() -> decode(external("a\\000b", "0", "4")))
        .hasMessageContaining("is no file name");
  }

  private static String external(String location, String offset, String length) {
    return "dims: 4 data_type: 3 data_location: EXTERNAL"
        + " external_data { key: 'location' value: '%s' }".formatted(location)
        + " external_data { key: 'offset' value: '%s' }".formatted(offset)
        + " external_data { key: 'length' value: '%s' }".formatted(length);
  }

  private Value.Constant decode(String text) throws TextFormat.ParseException {
    TensorProto.Builder tensor = TensorProto.newBuilder();
    TextFormat.merge(text, tensor);
    return new TensorDecoder(new ExternalData(folder), MemoryBudget.ofHeap(Code.ONNX_003))
        .decode(tensor.build(), "test.onnx: tensor 't'");
  }
}
