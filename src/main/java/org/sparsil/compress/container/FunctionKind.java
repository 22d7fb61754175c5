// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/** The functions as numbered in files; numbers never change. */
enum FunctionKind {
  RELU(0),
  CLIP(1),
  LEAKY_RELU(2),
  SIGMOID(3),
  TANH(4),
  HARD_SIGMOID(5),
  HARD_SWISH(6),
  ELU(7),
  SELU(8),
  SOFTPLUS(9),
  SOFTSIGN(10),
  COMPOSITION(11);

  private final int number;

  FunctionKind(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static FunctionKind read(ByteReader in) {
    int number = in.u8();
    for (FunctionKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw in.damaged("no function has the number " + number);
  }
}
