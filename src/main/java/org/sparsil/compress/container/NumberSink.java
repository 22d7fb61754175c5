// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/** Takes the few numbers that come before a tensor's symbols; both coders have one. */
interface NumberSink {
  /** A number from 0 to 2^31 − 2, small ones in few bits. */
  void count(int value);

  void float32(float value);
}
