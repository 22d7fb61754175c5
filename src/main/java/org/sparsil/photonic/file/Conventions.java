// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import tools.jackson.databind.node.ObjectNode;

/** What a reader must know to make sense of the numbers, in words. */
final class Conventions {
  private Conventions() {}

  static ObjectNode json() {
    return Json.object()
        .put(
            "unit_matrix",
            "left to right T = j e^(j delta) [[sin theta, cos theta], [cos theta, -sin theta]],"
                + " rows and columns upper, lower; right to left its transpose; theta = 0 is cross")
        .put("theta", "(phi_up - phi_lo) / 2")
        .put("delta", "(phi_up + phi_lo) / 2")
        .put("angle_unit", "rad, from 0 to 2 pi; within 1e-12 below 2 pi is 0")
        .put(
            "field_direction",
            "fields as e^(j omega t) less the common optical phase; a delay by a phase phi is the"
                + " factor e^(j phi); inputs enter and outputs leave at external ports")
        .put(
            "program_matrix",
            "matrix[output][input] = sign[output] field[output] / (path[output] path[input]) for a"
                + " field of 1 at the input; path = a^units j^quarter_turns, a the amplitude"
                + " 10^(-lossDb / 20) that a unit passes, 1 without loss")
        .put("port_order", "the order of a program's inputs and outputs is that of its matrix")
        .put(
            "detection",
            "outputs are signed: coherent detection of one quadrature, against a reference with the"
                + " phase of the path; direct detection of power does not do")
        .put(
            "codes",
            "phase = alpha + code fullScale / (2^bits - 1), the nearest; a unit that is not listed"
                + " is not driven and has phase 0 in both arms")
        .put(
            "tile",
            "weights[rows][columns] = factor scale M, M the pass's part of the program's matrix, or"
                + " M2 diag(sigma) M1 with two passes; tiles of a layer add up; a tile with"
                + " reuse_of has the kind, scale, sigma and passes of that tile")
        .put(
            "sums",
            "acc = bias + weights (x - input_zero_point), each sum of light rounded to an integer;"
                + " then the output stage; columns of a convolution are the window by rows, channels"
                + " of the group innermost");
  }
}
