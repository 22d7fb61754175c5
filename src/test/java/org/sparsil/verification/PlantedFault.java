// SPDX-License-Identifier: Apache-2.0
package org.sparsil.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparsil.sim.Simulator;
import org.sparsil.sim.VerificationResult;
import org.sparsil.sim.Verifier;
import org.sparsil.sim.VerifyOptions;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.RandomNetworks;

/**
 * A change of one place in one emitted file.
 *
 * @param name what is wrong
 * @param file in the folder of the compiled network
 */
record PlantedFault(String name, String file, UnaryOperator<String> change) {

  /** A fault in a source: the one match of a regular expression is replaced by a text. */
  static PlantedFault source(String name, String file, String find, String replacement) {
    Pattern pattern = Pattern.compile(find);
    return new PlantedFault(
        name,
        file,
        text -> {
          assertThat(pattern.matcher(text).results().count()).as("places that match").isEqualTo(1);
          return pattern.matcher(text).replaceFirst(Matcher.quoteReplacement(replacement));
        });
  }

  /** A fault in a memory: one bit of a word is flipped, bit 0 being the lowest. */
  static PlantedFault memory(String name, String file, int word, int bit) {
    return new PlantedFault(
        name,
        file,
        text -> {
          String[] words = text.split("\n");
          char[] digits = words[word].toCharArray();
          int place = digits.length - 1 - bit / 4;
          int flipped = Character.digit(digits[place], 16) ^ (1 << (bit % 4));
          digits[place] = Character.forDigit(flipped, 16);
          words[word] = new String(digits);
          return String.join("\n", words) + "\n";
        });
  }

  /** Changes the compiled network. */
  void plantIn(CompiledNetwork compiled) throws IOException {
    Path path = compiled.folder().resolve(file);
    String before = Files.readString(path);
    String after = change.apply(before);
    assertThat(after).as("the planted text").isNotEqualTo(before);
    Files.writeString(path, after);
  }

  /** What verification with so many frames says of a compiled network. */
  static VerificationResult verify(CompiledNetwork compiled, int frames) {
    return Verifier.verify(
            compiled.folder(),
            new VerifyOptions(List.of(Simulator.ICARUS), OptionalLong.of(7)),
            RandomNetworks.frames(compiled.graph().input(), 3, frames),
            compiled.architecture(),
            compiled.prediction())
        .get(0);
  }

  @Override
  public String toString() {
    return name;
  }
}
