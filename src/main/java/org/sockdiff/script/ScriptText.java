// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;
import java.util.function.Function;

/** Values, calls and results as a script writes them. */
public final class ScriptText {
  private ScriptText() {}

  /** {@code recv(rx, 64, MSG_PEEK)}. */
  public static String of(Statement.CallExpression call) {
    return call.function() + "(" + joined(call.arguments(), ", ", ScriptText::of) + ")";
  }

  /** {@code 5 "he" MSG_TRUNC from tx}. */
  public static String of(Result result) {
    String parts = joined(result.parts(), " ", ScriptText::of);
    return result
        .from()
        .map(from -> (parts.isEmpty() ? "" : parts + " ") + "from " + of(from))
        .orElse(parts);
  }

  /** A value. */
  public static String of(Value value) {
    if (value instanceof Value.Int number) {
      return Long.toString(number.value());
    } else if (value instanceof Value.Words words) {
      return String.join("|", words.words());
    } else if (value instanceof Value.Text text) {
      return text.bytes() + (text.repeat() > 1 ? " * " + text.repeat() : "") + dots(text.prefix());
    } else if (value instanceof Value.Hex hex) {
      return hex.bytes() + dots(hex.prefix());
    } else if (value instanceof Value.Address address) {
      return address.text();
    } else if (value instanceof Value.Duration duration) {
      return duration.text();
    } else if (value instanceof Value.ListOf list) {
      return "[" + joined(list.values(), ", ", ScriptText::of) + "]";
    } else if (value instanceof Value.Rec rec) {
      return "{" + joined(rec.entries(), ", ", ScriptText::of) + "}";
    } else if (value instanceof Value.Pair pair) {
      return of(pair.left()) + pairSeparator(pair) + of(pair.right());
    } else if (value instanceof Value.Fault fault) {
      return "fault(" + joined(fault.arguments(), ", ", ScriptText::of) + ")";
    }
    return "_";
  }

  /** An address with its port stands together, other pairs do not. */
  private static String pairSeparator(Value.Pair pair) {
    return pair.left() instanceof Value.Address || pair.right() instanceof Value.Int ? ":" : ": ";
  }

  private static String dots(boolean prefix) {
    return prefix ? " ..." : "";
  }

  private static <T> String joined(List<T> values, String separator, Function<T, String> text) {
    StringBuilder result = new StringBuilder();
    for (T value : values) {
      result.append(result.length() == 0 ? "" : separator).append(text.apply(value));
    }
    return result.toString();
  }
}
