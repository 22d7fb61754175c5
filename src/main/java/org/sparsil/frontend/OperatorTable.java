// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static java.util.Map.entry;
import static org.sparsil.frontend.Operator.both;
import static org.sparsil.frontend.Operator.constant;
import static org.sparsil.frontend.Operator.network;

import java.util.Map;
import java.util.Optional;

/** Every ONNX operator that can be imported, one entry each. */
final class OperatorTable {
  private static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          // Matrix products.
          entry("Gemm", network(DenseRules::gemm)),
          entry("MatMul", network(DenseRules::matMul)),

          // Windows over images.
          entry("Conv", network(ImageRules::conv)),
          entry("MaxPool", network(ImageRules::maxPool)),
          entry("AveragePool", network(ImageRules::averagePool)),
          entry("GlobalMaxPool", network(ImageRules::globalMaxPool)),
          entry("GlobalAveragePool", network(ImageRules::globalAveragePool)),

          // Larger images.
          entry("Pad", network(PadRules::pad)),
          entry("Resize", network(ResizeRules::resize)),
          entry("Upsample", network(ResizeRules::upsample)),
          entry("DepthToSpace", network(ImageRules::depthToSpace)),

          // Arithmetic; sums and differences of two values, else with constants.
          entry("Add", both(ArithmeticRules::add, ConstantArithmetic::add)),
          entry("Sub", both(ArithmeticRules::subtract, ConstantArithmetic::subtract)),
          entry("Mul", both(ArithmeticRules::multiply, ConstantArithmetic::multiply)),
          entry("Div", both(ArithmeticRules::divide, ConstantArithmetic::divide)),
          entry("Neg", both(ArithmeticRules::negate, ConstantArithmetic::negate)),
          entry("Sqrt", constant(ConstantArithmetic::squareRoot)),
          entry("BatchNormalization", network(ArithmeticRules::batchNormalization)),

          // Element-wise functions.
          entry("Relu", FunctionRules.operator(FunctionRules::relu)),
          entry("LeakyRelu", FunctionRules.operator(FunctionRules::leakyRelu)),
          entry("PRelu", network(FunctionRules::parametricRelu)),
          entry("Sigmoid", FunctionRules.operator(FunctionRules::sigmoid)),
          entry("Tanh", FunctionRules.operator(FunctionRules::tanh)),
          entry("HardSigmoid", FunctionRules.operator(FunctionRules::hardSigmoid)),
          entry("HardSwish", FunctionRules.operator(FunctionRules::hardSwish)),
          entry("Clip", FunctionRules.operator(FunctionRules::clip)),
          entry("Elu", FunctionRules.operator(FunctionRules::elu)),
          entry("Selu", FunctionRules.operator(FunctionRules::selu)),
          entry("Softplus", FunctionRules.operator(FunctionRules::softplus)),
          entry("Softsign", FunctionRules.operator(FunctionRules::softsign)),

          // Answers.
          entry("Softmax", network(AnswerRules::softmax)),
          entry("LogSoftmax", network(AnswerRules::logSoftmax)),
          entry("ArgMax", network(AnswerRules::argMax)),

          // Quantization.
          entry(
              "QuantizeLinear", both(QuantizationRules::quantize, ConstantQuantization::quantize)),
          entry(
              "DequantizeLinear",
              both(QuantizationRules::dequantize, ConstantQuantization::dequantize)),
          entry("ConvInteger", network(IntegerRules::conv)),
          entry("MatMulInteger", network(IntegerRules::matMul)),
          entry("QLinearConv", network(IntegerRules::quantizedConv)),
          entry("QLinearMatMul", network(IntegerRules::quantizedMatMul)),

          // Layout.
          entry("Reshape", both(LayoutRules::reshape, LayoutRules::reshape)),
          entry("Flatten", both(LayoutRules::flatten, LayoutRules::flatten)),
          entry("Squeeze", both(LayoutRules::squeeze, LayoutRules::squeeze)),
          entry("Unsqueeze", both(LayoutRules::unsqueeze, LayoutRules::unsqueeze)),
          entry("Transpose", both(LayoutRules::transpose, ConstantLayout::transpose)),

          // The same value.
          entry("Identity", both(PassingRules::identity, PassingRules::identity)),
          entry("Dropout", both(PassingRules::dropout, PassingRules::dropout)),
          entry("Cast", both(PassingRules::cast, ConstantArithmetic::cast)),

          // Constants, and what exporters compute from them.
          entry("Constant", constant(ConstantRules::constant)),
          entry("ConstantOfShape", constant(ConstantRules::constantOfShape)),
          entry("Shape", both(ConstantRules::shape, ConstantRules::shape)),
          entry("Size", both(ConstantRules::size, ConstantRules::size)),
          entry("Gather", constant(ConstantLayout::gather)),
          entry("Concat", both(JoinRules::concatenate, ConstantLayout::concatenate)),
          entry("Slice", constant(ConstantLayout::slice)),
          entry("Expand", constant(ConstantLayout::expand)));

  private OperatorTable() {}

  static Optional<Operator> find(Node node) {
    return node.isStandard()
        ? Optional.ofNullable(OPERATORS.get(node.operator()))
        : Optional.empty();
  }
}
