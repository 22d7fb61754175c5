// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/** A network as bytes, and what each step of compression brought. */
public final class PackedNetwork {
  private final byte[] bytes;
  private final ContainerReport report;

  /** Takes the array over. */
  PackedNetwork(byte[] bytes, ContainerReport report) {
    this.bytes = bytes;
    this.report = report;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public ContainerReport report() {
    return report;
  }
}
