// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stringtemplate.v4.AttributeRenderer;
import org.stringtemplate.v4.AutoIndentWriter;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.STErrorListener;
import org.stringtemplate.v4.STGroup;
import org.stringtemplate.v4.STGroupFile;
import org.stringtemplate.v4.StringRenderer;
import org.stringtemplate.v4.misc.STMessage;

/**
 * A group file of templates that render records: a record goes to the template of its own name.
 *
 * <p>StringTemplate only prints its errors; here they are gathered and thrown, since a template
 * that does not fit its record is a broken invariant. An argument that is not set counts as such an
 * error.
 */
final class Templates {
  private final STGroup group;
  private final List<String> errors = new ArrayList<>();

  /** Loads a group from a resource such as {@code rtl-templates/Verilog.stg}. */
  Templates(String resource) {
    group =
        new STGroupFile(
            Objects.requireNonNull(
                Templates.class.getClassLoader().getResource(resource), resource),
            "UTF-8",
            '«',
            '»');
    group.registerModelAdaptor(Record.class, new RecordAdaptor());
    group.registerRenderer(String.class, new StringRenderer());
    group.registerRenderer(Integer.class, new RangeRenderer());
    group.setListener(new ErrorCollector());
  }

  /** The text of a record. */
  String render(Record record) {
    String name = record.getClass().getSimpleName();
    ST template = group.getInstanceOf(name);
    if (template == null) {
      throw new IllegalStateException("no template '%s': %s".formatted(name, errors));
    }
    template.add(template.getAttributes().keySet().iterator().next(), record);
    StringWriter text = new StringWriter();
    AutoIndentWriter writer = new AutoIndentWriter(text, "\n");
    template.write(writer, Locale.ROOT);
    if (!errors.isEmpty()) {
      throw new IllegalStateException("template '%s': %s".formatted(name, errors));
    }
    return text.toString();
  }

  /**
   * Bit ranges from bit counts: 8 in format {@code slice} is {@code [7:0]}, in format {@code range}
   * the same padded, so that declarations below each other align.
   */
  private static final class RangeRenderer implements AttributeRenderer<Integer> {
    @Override
    public String toString(Integer bits, @Nullable String format, Locale locale) {
      if (format == null) {
        return bits.toString();
      }
      String slice = "[%d:0]".formatted(bits - 1);
      return switch (format) {
        case "slice" -> slice;
        case "range" -> "%-8s".formatted(slice);
        default -> throw new IllegalStateException("format '" + format + "'");
      };
    }
  }

  /** Turns StringTemplate's messages into a list. */
  private final class ErrorCollector implements STErrorListener {
    @Override
    public void compileTimeError(STMessage message) {
      errors.add(message.toString());
    }

    @Override
    public void runTimeError(STMessage message) {
      errors.add(message.toString());
    }

    @Override
    public void IOError(STMessage message) {
      errors.add(message.toString());
    }

    @Override
    public void internalError(STMessage message) {
      errors.add(message.toString());
    }
  }
}
