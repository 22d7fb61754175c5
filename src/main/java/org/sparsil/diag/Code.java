// SPDX-License-Identifier: Apache-2.0
package org.sparsil.diag;

/** The stable identity of every kind of diagnostic; printed as {@code ONNX-001}. */
public enum Code {
  // The model file.
  /** The file is not a readable ONNX model. */
  ONNX_001,
  /** An operator, or a use of it, is not supported. */
  ONNX_002,
  /** A tensor's declared shape, type and data disagree. */
  ONNX_003,
  /** The graph is broken: cycle, missing or duplicate value. */
  ONNX_004,
  /** External data lies outside the model's folder or is missing. */
  ONNX_005,
  /** A weight is NaN or infinite. */
  ONNX_006,
  /** Something was left out or renamed, without changing the answer. */
  ONNX_007,

  // The float network.
  /** Shapes that do not add up. */
  GRAPH_001,

  // Data files.
  /** The data file cannot be read. */
  DATA_001,
  /** The data has another shape than the network's input. */
  DATA_002,
  /** Values saturate in the chosen format. */
  DATA_003,
  /** Labels and frames do not match. */
  DATA_004,

  // The integer network.
  /** A value does not fit the widest supported integer. */
  QUANT_001,
  /** A layer cannot be lowered to integers. */
  QUANT_002,
  /** More distinct weights than the codebook allows. */
  QUANT_003,
  /** A choice made while lowering that the user may want to know. */
  QUANT_004,
  /** No calibration data was given. */
  QUANT_005,

  // Settings.
  /** The configuration file is not valid. */
  CONFIG_001,
  /** A setting names a layer that the network does not have. */
  CONFIG_002,

  // Hardware.
  /** A layer has no hardware engine. */
  ARCH_001,
  /** Hardware options that do not fit a layer. */
  ARCH_002,

  // Files.
  /** A file or folder cannot be read or written. */
  FILE_001,
  /** The folder is not a compiled network. */
  FILE_002,

  // The coded container.
  /** The file is not a container, or of a version that is not known. */
  CONTAINER_001,
  /** The container is damaged. */
  CONTAINER_002,
  /** The container holds more than is allowed, or than there is memory for. */
  CONTAINER_003,
  /** The network cannot be held by a container. */
  CONTAINER_004,

  // Simulation.
  /** A tool is not installed. */
  SIM_001,
  /** A tool failed or timed out. */
  SIM_002,
  /** The simulation disagrees with the golden model. */
  SIM_003,
  /** The simulation disagrees with the cycle model. */
  SIM_004,

  // Training.
  /** Training needs the training engine, which is not on the class path. */
  TRAIN_001,
  /** A layer cannot be trained. */
  TRAIN_002,

  // Photonic devices.
  /** The device file cannot be read, or a value in it is not as the format says. */
  PHOTON_001,
  /** Two units of a device have the same id. */
  PHOTON_002,
  /** A device's links name what does not exist, or use a port twice. */
  PHOTON_003,
  /** A device's external port is given twice or leads nowhere. */
  PHOTON_004,
  /** A device's calibration or crosstalk cannot be right. */
  PHOTON_005,
  /** A device is too small for any matrix. */
  PHOTON_006,
  /** A network takes more programs than can be written. */
  PHOTON_007,
  /** The noise to simulate is not given as it should be. */
  PHOTON_008,
  /** The mapping file cannot be read, or a value in it is not as the format says. */
  PHOTON_009,
  /** A mapping file was changed after it was written. */
  PHOTON_010,
  /** A mapping names what it does not have, or something twice. */
  PHOTON_011,
  /** A program of a mapping does not do what it says. */
  PHOTON_012,
  /** A tile of a mapping is not made of whole weights. */
  PHOTON_013,
  /** The schedule or the totals of a mapping cannot be right. */
  PHOTON_014;

  @Override
  public String toString() {
    return name().replace('_', '-');
  }
}
