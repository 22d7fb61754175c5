// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each step of compression brings. All sizes are of what was really coded, but for those of
 * the steps before entropy coding, which are counted as Deep Compression counts them.
 *
 * @param parameters weights, biases and other constants
 * @param float32Bytes what the parameters take in single precision
 * @param containerBytes the size of the file
 * @param ratio of the two
 * @param structureBytes of the file, names, shapes and attributes, with their checksum
 * @param layers those with weights, in execution order
 */
public record ContainerReport(
    long parameters,
    long float32Bytes,
    long containerBytes,
    double ratio,
    long structureBytes,
    List<LayerSizes> layers) {
  public ContainerReport {
    layers = List.copyOf(layers);
  }

  /**
   * A layer's weights, and the bits that they take after each step.
   *
   * @param survivors weights that are not 0
   * @param values distinct survivors, if they are few; 0 if they are not
   * @param coder which coder's result is in the container
   * @param float32Bits 32 for each weight
   * @param prunedBits gaps of {@code prunedGapBits} and 32-bit numbers; padding zeros are such
   *     entries, too
   * @param sharedBits gaps and indices of whole bits, and the codebook, if there is one
   * @param huffmanBits with all tables, if that coder was tried
   * @param arithmeticBits likewise
   * @param sharingRate {@link #sharingRate} of the survivors
   * @param otherFloat32Bits of the biases and scales of the layer, before
   * @param otherBits and after coding
   */
  public record LayerSizes(
      String name,
      List<Integer> shape,
      long weights,
      long survivors,
      int values,
      CoderChoice coder,
      long float32Bits,
      int prunedGapBits,
      long prunedBits,
      Optional<Long> sharedBits,
      Optional<Long> huffmanBits,
      Optional<Long> arithmeticBits,
      Optional<Double> sharingRate,
      Bounds bounds,
      long otherFloat32Bits,
      long otherBits) {
    public LayerSizes {
      shape = List.copyOf(shape);
    }

    /** The same, with other tensors. */
    LayerSizes plus(long float32, long coded) {
      return new LayerSizes(
          name,
          shape,
          weights,
          survivors,
          values,
          coder,
          float32Bits,
          prunedGapBits,
          prunedBits,
          sharedBits,
          huffmanBits,
          arithmeticBits,
          sharingRate,
          bounds,
          otherFloat32Bits + float32,
          otherBits + coded);
    }

    /** Of the coder that is used. */
    public long codedBits() {
      return (coder == CoderChoice.HUFFMAN ? huffmanBits : arithmeticBits).orElseThrow();
    }
  }

  /**
   * How close the codes are to what they can reach: a code of single symbols cannot beat their
   * entropy of order zero; adaptive coding can, since it looks at neighbours.
   *
   * @param maskEntropyBits of the bits that say for each weight whether it survives
   * @param gapEntropyBits of the gaps that are Huffman-coded, padding zeros included
   * @param gapBits what Huffman's code takes for them
   * @param positionBits what arithmetic coding takes for where the survivors are
   * @param symbolEntropyBits of the survivors' values
   * @param symbolBits what Huffman's code takes for them
   * @param arithmeticSymbolBits what arithmetic coding takes for them
   */
  public record Bounds(
      double maskEntropyBits,
      Optional<Double> gapEntropyBits,
      Optional<Long> gapBits,
      Optional<Long> positionBits,
      double symbolEntropyBits,
      Optional<Long> symbolBits,
      Optional<Long> arithmeticSymbolBits) {}

  /**
   * How many times smaller sharing makes weights: {@code n·b / (n·log2(k) + k·b)}, the indices and
   * the codebook against the weights themselves (Han, Mao and Dally, Deep Compression, 2016, eq.
   * 1).
   *
   * <p>The report that this project grew from prints {@code (k·b + log2(k)) / (n·b)}: that is
   * upside down, and lacks the n before the logarithm, for every connection needs an index.
   *
   * @param n connections
   * @param k shared values
   * @param b bits of a weight
   */
  public static double sharingRate(long n, int k, int b) {
    return n * (double) b / (n * (Math.log(k) / Math.log(2)) + (double) k * b);
  }

  /**
   * The bytes that all parameters take after each step; biases that were not coded yet count 32
   * bits.
   */
  public Map<String, Long> bytesPerStage() {
    long other = 8 * float32Bytes;
    long pruned = 0;
    long shared = 0;
    long huffman = 0;
    boolean hasHuffman = true;
    for (LayerSizes layer : layers) {
      other -= layer.float32Bits();
      pruned += layer.prunedBits();
      shared += layer.sharedBits().orElse(layer.prunedBits());
      huffman += layer.huffmanBits().orElse(0L);
      hasHuffman &= layer.huffmanBits().isPresent();
    }
    Map<String, Long> stages = new LinkedHashMap<>();
    stages.put("pruned", (pruned + other + 7) / 8);
    stages.put("shared", (shared + other + 7) / 8);
    if (hasHuffman) {
      stages.put("Huffman-coded", (huffman + other + 7) / 8);
    }
    return stages;
  }
}
