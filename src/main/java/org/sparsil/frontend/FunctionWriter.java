// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static org.sparsil.frontend.ModelBuilder.attribute;

import java.util.List;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.proto.AttributeProto;

/** Writes an activation function as the ONNX operator of its name; returns the output's name. */
final class FunctionWriter implements ActivationFunction.Visitor<String> {
  private final ModelBuilder model;
  private final String name;
  private final String input;
  private final String output;

  /**
   * @param name the node's name
   * @param output the name of the value to make
   */
  FunctionWriter(ModelBuilder model, String name, String input, String output) {
    this.model = model;
    this.name = name;
    this.input = input;
    this.output = output;
  }

  @Override
  public String relu(ActivationFunction.Relu function) {
    return node("Relu");
  }

  @Override
  public String clip(ActivationFunction.Clip function) {
    return model.node(
        "Clip",
        name,
        List.of(input, bound(".min", function.lo()), bound(".max", function.hi())),
        output);
  }

  /** An infinite bound is an absent input. */
  private String bound(String suffix, double value) {
    return Double.isInfinite(value) ? "" : model.scalar(name + suffix, (float) value);
  }

  @Override
  public String leakyRelu(ActivationFunction.LeakyRelu function) {
    return node("LeakyRelu", attribute("alpha", (float) function.alpha()));
  }

  @Override
  public String sigmoid(ActivationFunction.Sigmoid function) {
    return node("Sigmoid");
  }

  @Override
  public String tanh(ActivationFunction.Tanh function) {
    return node("Tanh");
  }

  @Override
  public String hardSigmoid(ActivationFunction.HardSigmoid function) {
    return node(
        "HardSigmoid",
        attribute("alpha", (float) function.alpha()),
        attribute("beta", (float) function.beta()));
  }

  @Override
  public String hardSwish(ActivationFunction.HardSwish function) {
    return node("HardSwish");
  }

  @Override
  public String elu(ActivationFunction.Elu function) {
    return node("Elu", attribute("alpha", (float) function.alpha()));
  }

  @Override
  public String selu(ActivationFunction.Selu function) {
    return node(
        "Selu",
        attribute("alpha", (float) function.alpha()),
        attribute("gamma", (float) function.gamma()));
  }

  @Override
  public String softplus(ActivationFunction.Softplus function) {
    return node("Softplus");
  }

  @Override
  public String softsign(ActivationFunction.Softsign function) {
    return node("Softsign");
  }

  @Override
  public String composition(ActivationFunction.Composition function) {
    String value = input;
    int last = function.functions().size() - 1;
    if (last < 0) {
      return node("Identity");
    }
    for (int i = 0; i <= last; i++) {
      String part = i == last ? output : model.newValue(name + "." + i);
      String partName = i == last ? name : part;
      value = function.functions().get(i).accept(new FunctionWriter(model, partName, value, part));
    }
    return value;
  }

  private String node(String operator, AttributeProto... attributes) {
    return model.node(operator, name, List.of(input), output, attributes);
  }
}
