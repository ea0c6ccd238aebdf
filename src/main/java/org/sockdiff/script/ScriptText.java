// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;

/** Values, calls and results as a script writes them; they parse to the same again. */
public final class ScriptText {
  private final StringBuilder text = new StringBuilder();

  private ScriptText() {}

  /** {@code recv(rx, 64, MSG_PEEK)}. */
  public static String of(Statement.CallExpression call) {
    ScriptText written = new ScriptText();
    written.text.append(call.function()).append('(');
    written.values(call.arguments(), false);
    return written.text.append(')').toString();
  }

  /** {@code 5 "he" MSG_TRUNC from tx}. */
  public static String of(Result result) {
    ScriptText written = new ScriptText();
    String separator = "";
    for (Value part : result.parts()) {
      written.text.append(separator);
      written.value(part, false);
      separator = " ";
    }
    if (result.from().isPresent()) {
      written.text.append(separator).append("from ");
      written.value(result.from().orElseThrow(), false);
    }
    return written.text.toString();
  }

  /** {@code {iov: [2, 64]}}. */
  public static String of(Value value) {
    ScriptText written = new ScriptText();
    written.value(value, false);
    return written.text.toString();
  }

  /** {@code 127.0.0.1, [::1]}. */
  static String of(List<Value> values) {
    ScriptText written = new ScriptText();
    written.values(values, false);
    return written.text.toString();
  }

  private void values(List<Value> values, boolean nested) {
    String separator = "";
    for (Value value : values) {
      text.append(separator);
      value(value, nested);
      separator = ", ";
    }
  }

  /**
   * Writes a value; {@code nested} if it is one of a list or record, where a pair is {@code a: b}.
   */
  private void value(Value value, boolean nested) {
    if (value instanceof Value.Int number) {
      text.append(number.value());
    } else if (value instanceof Value.Words words) {
      text.append(String.join("|", words.words()));
    } else if (value instanceof Value.Text string) {
      text.append(string.bytes());
      text.append(string.repeat() == 1 ? "" : " * " + string.repeat());
      text.append(string.prefix() ? " ..." : "");
    } else if (value instanceof Value.Hex hex) {
      text.append(hex.bytes()).append(hex.prefix() ? " ..." : "");
    } else if (value instanceof Value.Address address) {
      text.append(address.text());
    } else if (value instanceof Value.Duration duration) {
      text.append(duration.text());
    } else if (value instanceof Value.Anything) {
      text.append('_');
    } else {
      composed(value, nested);
    }
  }

  private void composed(Value value, boolean nested) {
    if (value instanceof Value.Pair pair) {
      value(pair.left(), false);
      text.append(nested ? ": " : ":");
      value(pair.right(), false);
    } else if (value instanceof Value.ListOf list) {
      text.append('[');
      values(list.values(), true);
      text.append(']');
    } else if (value instanceof Value.Rec rec) {
      text.append('{');
      values(rec.entries(), true);
      text.append('}');
    } else {
      Value.Fault fault = (Value.Fault) value;
      text.append("fault(");
      values(fault.arguments(), false);
      text.append(')');
    }
  }
}
