// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layer names become Verilog identifiers. */
@NullMarked
class NameAllocatorTest {
  @ParameterizedTest
  @CsvSource({
    "fc1, fc1",
    "FC1, fc1",
    "Conv/1:relu, conv_1_relu",
    "/features/features.0/Conv, features_features_0_conv",
    "__x__, x",
    "a;  $finish, a_finish",
    "../../x, x",
    "module, layer_module",
    "Logic, layer_logic",
    "s_axis, layer_s_axis",
    "guard, layer_guard",
    "clk, layer_clk",
    "3rd, layer_3rd",
    "'', layer",
    "層, layer",
    "nn_rom, layer_nn_rom",
    "nn, layer_nn",
    "nnet, nnet",
    "İstanbul, i_stanbul",
  })
  void an_identifier_looks_like_the_name(String name, String identifier) {
    assertThat(NameAllocator.allocate(List.of(name)))
        .as("of Unicode's İ only the i is a letter of Verilog")
        .containsExactly(java.util.Map.entry(name, identifier));
  }

  @Test
  void a_network_is_not_called_layer() {
    assertThat(NameAllocator.identifier("")).isEqualTo("network");
    assertThat(NameAllocator.identifier("42")).isEqualTo("network_42");
    assertThat(NameAllocator.identifier("nn_rom")).isEqualTo("network_nn_rom");
    assertThat(NameAllocator.identifier("mnist-mlp")).isEqualTo("mnist_mlp");
  }

  @Test
  void of_names_that_come_out_the_same_the_later_are_numbered() {
    assertThat(NameAllocator.allocate(List.of("fc", "FC", "fc_", "fc_2", "fc_2_2")).values())
        .containsExactly("fc", "fc_2", "fc_3", "fc_2_2", "fc_2_2_2");
  }

  @Test
  void of_a_long_name_the_end_is_kept_and_still_numbered() {
    String longName = "encoder/" + "block/".repeat(80) + "attention_output_dense";
    assertThat(NameAllocator.allocate(List.of(longName, longName + ".")).values())
        .containsExactly("block_attention_output_dense", "block_attention_output_den_2");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void identifiers_of_any_names_are_legal_short_and_distinct(long seed) {
    Random random = new Random(seed);
    Set<String> names = new HashSet<>();
    while (names.size() < 2000) {
      names.add(name(random));
    }
    List<String> identifiers = new ArrayList<>(NameAllocator.allocate(List.copyOf(names)).values());
    assertThat(identifiers)
        .as("seed " + seed)
        .hasSize(names.size())
        .doesNotHaveDuplicates()
        .allMatch(identifier -> identifier.matches("[a-z][a-z0-9_]*"))
        .allMatch(identifier -> identifier.length() <= NameAllocator.MAX_LENGTH)
        .doesNotContain("module", "clk", "rst", "guard");
  }

  private static String name(Random random) {
    String[] words = {"module", "clk", "fc", "FC", "_", "7", "/", "é", "\n", "nn_", "layer", "rst"};
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      name.append(words[random.nextInt(words.length)]);
    }
    return name.toString();
  }

  @Test
  void a_printable_name_is_one_line_of_ASCII_without_meaning_to_a_tool() {
    assertThat(NameAllocator.printable("a\n`include \"größe\"\t\\"))
        .isEqualTo("a?'include \"gr??e\"?/");
    assertThat(NameAllocator.printable("x".repeat(500))).isEqualTo("x".repeat(80) + "...");
  }
}
