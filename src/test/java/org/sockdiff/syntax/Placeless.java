// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.sockdiff.script.Location;
import org.sockdiff.script.Script;

/**
 * The content of a script as text, without places in the file, to compare two scripts by meaning.
 */
final class Placeless {
  private Placeless() {}

  static String of(Script script) {
    return script.title() + "\n" + lines(script.headers()) + lines(script.statements());
  }

  private static String lines(List<?> nodes) {
    StringBuilder text = new StringBuilder();
    for (Object node : nodes) {
      append(text, node);
      text.append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Object node) {
    if (node instanceof Record) {
      text.append(node.getClass().getSimpleName()).append('(');
      for (RecordComponent component : node.getClass().getRecordComponents()) {
        if (component.getType() != Location.class) {
          append(text, valueOf(component, node));
          text.append(';');
        }
      }
      text.append(')');
    } else if (node instanceof List<?> list) {
      text.append('[');
      for (Object element : list) {
        append(text, element);
        text.append(',');
      }
      text.append(']');
    } else if (node instanceof Optional<?> optional) {
      append(text, optional.isPresent() ? List.of(optional.orElseThrow()) : "none");
    } else {
      text.append(node);
    }
  }

  private static Object valueOf(RecordComponent component, Object node) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.toString(), e);
    }
  }
}
