// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/** The kinds of layers as numbered in files; numbers never change. */
enum LayerKind {
  DENSE(0),
  AFFINE(1),
  ACTIVATION(2),
  FAKE_QUANTIZE(3),
  RESHAPE(4),
  TRANSPOSE(5),
  SOFTMAX(6),
  ARG_MAX(7),
  CONV(8),
  MAX_POOL(9),
  AVERAGE_POOL(10),
  ADD(11),
  CONCAT(12),
  PAD(13),
  RESIZE(14),
  DEPTH_TO_SPACE(15);

  private final int number;

  LayerKind(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static LayerKind read(ByteReader in) {
    int number = in.u8();
    for (LayerKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw in.damaged("no kind of layer has the number " + number);
  }
}
