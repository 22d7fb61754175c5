// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Codes the bytes of the structure by arithmetic coding, each bit mixed from what was learned after
 * the same none to three bytes. The models have read a typical network before, so that usual names
 * and attributes cost little from the start.
 *
 * <p>In the section: the number of bytes, then their code; or 0, then the bytes as they are.
 */
final class StructureCode {
  /** More bytes are not coded, so that a small file cannot stand for a large structure. */
  private static final int MOST_BYTES = 1 << 18;

  private static final int ORDERS = 4;
  private static final int SLOT_BITS = 16;
  private static final int EVEN = Logistic.ONE / 2;
  private static final int LEARNING_SHIFT = 13;
  private static final int WEIGHT = 22000;

  /** Structures as StructureWriter writes them; what matters is only that they are usual. */
  private static final byte[] TYPICAL =
      ("\5model\5input\3\2\70\70\15"
              + "\1\5scale\0\0\0\0\0"
              + "\10\5conv1\0\4\40\2\12\12\1\0\0\12\2\2\0\0\12\2\2\0\0\2"
              + "\2\4act1\0\0\3\14act1_rounded\0\0\74\200\0\0\0\0\20"
              + "\11\5pool1\0\4\2\4\0\0\4\2\4\0\0"
              + "\10\5conv2\0\4\100\40\6\6\1\0\0\6\2\2\2\2\6\2\2\2\2\2"
              + "\2\4act2\0\0\3\14act2_rounded\0\0\75\100\0\0\0\0\20"
              + "\11\5pool2\0\4\4\2\0\0\4\4\2\0\0\4\12pool2_flat\0\1\200\10"
              + "\0\3fc3\0\2\200\2\200\10\1\0\0\2\4act3\0\0\3\14act3_rounded\0\0\75\0\0\0\0\0\20"
              + "\0\3fc4\0\2\24\200\2\1\0\0\2\5relu4\0\0\6\7softmax\0\0\0\7\6answer\0\0\0\0\0"
              + "\5model\5input\2\70\70\11\4\7flatten\0\1\240\14\1\5scale\0\0\0\0\0"
              + "\0\3fc1\0\2\200\10\240\14\0\0\2\4act1\0\0\0\3fc2\0\2\220\3\200\10\0\0"
              + "\2\4act2\0\0\0\3fc3\0\2\24\220\3\0\0\0")
          .getBytes(StandardCharsets.ISO_8859_1);

  private final Counters[] counters = new Counters[ORDERS];
  private final int[] slots = new int[ORDERS];
  private final Mixer mixer;
  private int history;

  private StructureCode() {
    int[] weights = new int[ORDERS];
    Arrays.fill(weights, WEIGHT);
    this.mixer = new Mixer(LEARNING_SHIFT, weights);
    Arrays.setAll(counters, order -> new Counters(1 << SLOT_BITS, EVEN, 0, 60));
    BitCoder learner = (bit, probability) -> bit;
    for (byte one : TYPICAL) {
      code(learner, one & 0xff);
    }
  }

  static byte[] encode(byte[] structure) {
    ByteWriter out = new ByteWriter();
    if (structure.length > MOST_BYTES) {
      out.varint(0);
      out.raw(structure);
      return out.toByteArray();
    }
    out.varint(structure.length);
    StructureCode model = new StructureCode();
    ArithmeticEncoder encoder = new ArithmeticEncoder();
    for (byte one : structure) {
      model.code(encoder, one & 0xff);
    }
    out.raw(encoder.toByteArray());
    return out.toByteArray();
  }

  /** The structure, whose bytes are not those of the file any more. */
  static ByteReader decode(ByteReader in) {
    int length = in.varint();
    if (length == 0) {
      return in;
    }
    if (length > MOST_BYTES) {
      throw in.damaged("a coded structure of %d bytes, at most %d".formatted(length, MOST_BYTES));
    }
    StructureCode model = new StructureCode();
    ArithmeticDecoder decoder = new ArithmeticDecoder(in);
    byte[] structure = new byte[length];
    for (int i = 0; i < length; i++) {
      structure[i] = (byte) model.code(decoder, 0);
    }
    in.requireEnd("the structure");
    return in.decoded(structure);
  }

  private int code(BitCoder coder, int value) {
    int node = 1;
    for (int i = Byte.SIZE - 1; i >= 0; i--) {
      for (int order = 0; order < ORDERS; order++) {
        slots[order] = slot(order, node);
        mixer.add(counters[order].logit(slots[order]));
      }
      int bit = coder.code((value >>> i) & 1, mixer.mix());
      mixer.update(bit);
      for (int order = 0; order < ORDERS; order++) {
        counters[order].update(slots[order], bit);
      }
      node = (node << 1) | bit;
    }
    history = (history << Byte.SIZE) | (node & 0xff);
    return node & 0xff;
  }

  /** Where the last bytes and the bits of this one lead; different ones may share a place. */
  private int slot(int order, int node) {
    int context = order == 0 ? 0 : history & (-1 >>> (Integer.SIZE - Byte.SIZE * order));
    int hash = (context * 0x9E3779B1 + node * 0x85EBCA6B) * 0x2C1B3C6D;
    return hash >>> (Integer.SIZE - SLOT_BITS);
  }
}
