// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.List;
import java.util.function.UnaryOperator;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;

/** The passes that bring a network into hardware form, in order. */
public final class Passes {
  private final List<UnaryOperator<Graph>> passes;

  private Passes(List<UnaryOperator<Graph>> passes) {
    this.passes = passes;
  }

  /**
   * From any network of the supported layers to one of vectors and images as they stream, in which
   * each affine layer that can be part of a layer with weights is.
   */
  public static Passes toHardwareForm(OutputKind output, Diagnostics notes) {
    return new Passes(
        List.of(
            // First: what is not needed cannot be in the way.
            new DropUnused()::apply,
            // Whole, this is a layer; its parts could not stream.
            new FindDepthToSpace()::apply,
            // All others expect values as they stream.
            new ToStreams(notes)::apply,
            // Leaves what it cut off, so unused layers have to go again: they count as readers.
            new ChooseOutput(output, notes)::apply,
            new DropUnused()::apply,
            // A format that is said again would stand between a padding and its window.
            new DropRepeatedFakeQuantize()::apply,
            new FoldPadIntoWindow()::apply,
            // Neighbours become one, so that the following rules see one layer at a time.
            new MergeActivations()::apply,
            new MergeAffines()::apply,
            // A clip belongs to the output stage of a layer with weights: nothing may stand
            // between.
            new MoveClipBeforeMaxPool()::apply,
            new MergeActivations()::apply,
            new MoveClipBeforeFakeQuantize()::apply,
            // An affine layer goes forward past a fake quantization before it can be folded.
            new MoveFakeQuantizeBeforeAffine()::apply,
            new FixInputFormat()::apply,
            // Forwards first: an affine layer behind an activation has to go this way, unless none
            // is there; then it tries the way back past a clip.
            new FoldAffineIntoNextDense()::apply,
            new MoveAffineBeforeClip()::apply,
            new MergeAffines()::apply,
            new FoldAffineIntoPreviousDense()::apply,
            // The moves brought new neighbours together.
            new MergeActivations()::apply,
            // Last: only for what nothing else could take up.
            new AffineToDense()::apply));
  }

  public Graph apply(Graph graph) {
    Graph current = graph;
    for (UnaryOperator<Graph> pass : passes) {
      current = pass.apply(current);
    }
    return current;
  }
}
