// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.stringtemplate.v4.Interpreter;
import org.stringtemplate.v4.ModelAdaptor;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.misc.STNoSuchPropertyException;

/**
 * Lets templates read a record's components and its methods without arguments. The property {@code
 * template} is the record's simple name, which is its template's name: {@code «(x.template)(x)»}
 * dispatches by kind.
 */
final class RecordAdaptor implements ModelAdaptor<Record> {
  @Override
  public Object getProperty(
      Interpreter interpreter, ST self, Record model, Object property, String propertyName) {
    if (propertyName.equals("template")) {
      return model.getClass().getSimpleName();
    }
    try {
      Method method = model.getClass().getMethod(propertyName);
      return method.invoke(model);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new STNoSuchPropertyException(
          e, model, model.getClass().getName() + "." + propertyName);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(propertyName, e.getCause());
    }
  }
}
