// SPDX-License-Identifier: Apache-2.0
/**
 * Lowers the float network to the integer one, with formats measured on calibration data.
 *
 * <p>Why:
 *
 * <ul>
 *   <li>Every layer of the integer network is a <em>block</em> of the float one: a dense layer with
 *       what follows it up to the next dense layer, or element-wise layers alone; a convolution is
 *       a dense layer for each of its windows. It carries the name of the block's first layer;
 *       {@link org.sparsil.quant.Quantize#origins} tells which float value it stands for.
 *   <li>Weights that stand for integers stay those integers. Weights of few distinct values stay a
 *       codebook. Other weights get one scale per output, and that scale is chosen so that the
 *       requantizing multiplier represents it exactly: the multiplier then adds no error, however
 *       few bits it has.
 *   <li>Multipliers of a layer share one shift, so hardware needs no barrel shifter, unless outputs
 *       differ so much in scale that small multipliers would lose precision.
 *   <li>QDQ networks are requantized with a single rounding, {@code HALF_UP}: that is nearest to
 *       their float form. {@code TFLITE} rounding reproduces TensorFlow Lite's integer kernels
 *       instead and has to be asked for. With multipliers of 17 bits about one output in a thousand
 *       lands on the other side of a rounding boundary; 31 bits avoid that.
 *   <li>What is added is multiplied by whole numbers first, so that both operands have one fine
 *       scale and nothing is rounded but the sum; with {@code TFLITE} rounding all is as in
 *       TensorFlow Lite. Average pooling rounds the numbers that integers stand for, TensorFlow
 *       Lite the integers themselves: a tie may go the other way.
 *   <li>What is concatenated gets one format from the union of all ranges, so that nothing is
 *       requantized for it; operands whose different formats the network fixes are.
 *   <li>A network's output has twice the measured range: an unusual frame must not saturate there,
 *       where order decides.
 *   <li>With {@code FLOOR} rounding half an output step goes into the bias, so that it rounds to
 *       nearest as well, within one accumulator step.
 * </ul>
 */
@NullMarked
package org.sparsil.quant;

import org.jspecify.annotations.NullMarked;
