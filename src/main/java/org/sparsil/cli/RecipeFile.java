// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.sparsil.compress.train.Recipe;
import org.sparsil.compress.train.RecipeReader;

/**
 * A recipe and where it comes from.
 *
 * @param path empty if it is one that comes with Sparsil
 */
record RecipeFile(Recipe recipe, Optional<Path> path) {
  private static final List<String> KNOWN = List.of("lenet-300-100", "lenet-5", "cifar-cnn");

  /** For the command line's help. */
  static final class KnownNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return KNOWN.iterator();
    }
  }

  /** The recipe of a name that is known, else of a file. */
  static RecipeFile find(String nameOrPath) {
    if (!KNOWN.contains(nameOrPath)) {
      Path path = Path.of(nameOrPath);
      return new RecipeFile(RecipeReader.read(path), Optional.of(path));
    }
    String resource = nameOrPath + ".yaml";
    try (InputStream stream = Recipe.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new RecipeFile(RecipeReader.parse(text, resource), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RecipeFile with(Recipe changed) {
    return new RecipeFile(changed, path);
  }

  /** What it is called in errors. */
  String place() {
    return path.map(Path::toString).orElse(recipe.name());
  }

  /** Where the file is. */
  Optional<Path> folder() {
    return path.map(file -> file.resolveSibling(""));
  }
}
