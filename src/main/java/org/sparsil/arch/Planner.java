// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;

/** Chooses a stage for each layer of a network. */
public final class Planner {
  private final HardwareOptions options;

  public Planner(HardwareOptions options) {
    this.options = options;
  }

  /**
   * The network's architecture.
   *
   * @throws org.sparsil.diag.UserException if a value leads nowhere, or options name layers that do
   *     not exist or do not fit them
   */
  public Architecture plan(QGraph network) {
    Diagnostics diagnostics = new Diagnostics();
    checkNames(network, diagnostics);
    checkConsumed(network, diagnostics);
    diagnostics.throwIfErrors();
    Lanes lanes = new Lanes(network, options);
    StageChoice choice = new StageChoice(network, options, lanes, diagnostics);
    List<Stage> stages = new ArrayList<>();
    for (QLayer layer : network.layers()) {
      layer.accept(choice).ifPresent(stages::add);
    }
    diagnostics.throwIfErrors();
    return new Architecture(network, lanes.of(network.input().name()), stages);
  }

  private void checkNames(QGraph network, Diagnostics diagnostics) {
    Set<String> unknown = new LinkedHashSet<>(options.layers().keySet());
    network.layers().forEach(layer -> unknown.remove(layer.name()));
    for (String name : unknown) {
      diagnostics.error(
          network.name(),
          Code.CONFIG_002,
          "the settings name a layer '%s', the network has none of that name".formatted(name),
          "its layers are "
              + String.join(", ", network.layers().stream().map(QLayer::name).toList()));
    }
  }

  private static void checkConsumed(QGraph network, Diagnostics diagnostics) {
    for (String value : network.values()) {
      boolean read = network.layers().stream().anyMatch(layer -> layer.inputs().contains(value));
      if (!read && !value.equals(network.output().name())) {
        diagnostics.error(
            network.name(),
            Code.ARCH_001,
            "nothing reads '%s'; hardware would wait for it forever".formatted(value));
      }
    }
  }
}
