// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** The twin of {@code nn_stream_fifo}. */
final class OutputMemory implements Results {
  private int count;
  private boolean valid;

  @Override
  public boolean valid() {
    return valid;
  }

  @Override
  public boolean returns(boolean ready) {
    return valid && ready;
  }

  /** Whether there is room for two more in a memory of that depth. */
  boolean room(int depth) {
    return count <= depth - 2;
  }

  @Override
  public boolean clock(boolean push, boolean ready) {
    int popped = returns(ready) ? 1 : 0;
    valid = push || count > popped;
    count += (push ? 1 : 0) - popped;
    return push || popped > 0;
  }
}
