// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Tokens as messages name them. */
final class TokenNames {
  private static final int LONGEST = 24;

  /** The tokens that can start a value. */
  private static final IntervalSet VALUES =
      frozen(
          TraceLineLexer.NAME,
          TraceLineLexer.INT,
          TraceLineLexer.NEGATIVE,
          TraceLineLexer.STRING,
          TraceLineLexer.HEX,
          TraceLineLexer.ADDRESS,
          TraceLineLexer.IPV4,
          TraceLineLexer.DURATION,
          TraceLineLexer.UNDERSCORE,
          TraceLineLexer.LEFT_BRACKET,
          TraceLineLexer.FAULT);

  private static final IntervalSet VERSIONS =
      frozen(TraceLineLexer.RANGE, TraceLineLexer.VERSION, TraceLineLexer.IPV4, TraceLineLexer.INT);

  /** The tokens that end something, named last: "',' or ')'". */
  static final IntervalSet CLOSING =
      frozen(
          TraceLineLexer.RIGHT_PAREN,
          TraceLineLexer.RIGHT_BRACKET,
          TraceLineLexer.RIGHT_BRACE,
          TraceLineLexer.NL);

  private TokenNames() {}

  /** What stands in the script, shortened if it is long. */
  static String found(Token token) {
    if (token.getType() == TraceLineLexer.NL) {
      return "the end of the line";
    }
    String text = token.getText();
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return token.getType() == TraceLineLexer.STRING ? shown : "'" + shown + "'";
  }

  /** The names of what could have stood there; several tokens of one meaning have one name. */
  static List<String> expected(IntervalSet types) {
    IntervalSet rest = new IntervalSet(types);
    List<String> names = new ArrayList<>();
    if (containsAll(rest, VALUES)) {
      names.add("a value");
      removeAll(rest, VALUES);
      rest.remove(TraceLineLexer.LEFT_BRACE);
      rest.remove(TraceLineLexer.GLOSSED);
    } else if (rest.contains(TraceLineLexer.VERSION)) {
      names.add("a version");
      removeAll(rest, VERSIONS);
    } else if (rest.contains(TraceLineLexer.INCREASE)) {
      names.add("a change such as +1");
      rest.remove(TraceLineLexer.INCREASE);
      rest.remove(TraceLineLexer.NEGATIVE);
    }
    if (rest.contains(TraceLineLexer.NAME)) {
      rest.remove(TraceLineLexer.DOTTED);
    }
    IntervalSet closing = rest.and(CLOSING);
    for (int type : rest.subtract(CLOSING).toArray()) {
      names.add(name(type));
    }
    for (int type : closing.toArray()) {
      names.add(name(type));
    }
    return names;
  }

  /** Whether it is a reserved word. */
  static boolean isReserved(Token token) {
    return token.getType() >= TraceLineLexer.NEEDS && token.getType() <= TraceLineLexer.FAULT;
  }

  /** {@code a, b or c}. */
  static String join(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : i == names.size() - 1 ? " or " : ", ").append(names.get(i));
    }
    return text.toString();
  }

  private static String name(int type) {
    return switch (type) {
      case TraceLineLexer.NL -> "the end of the line";
      case TraceLineLexer.NAME -> "a name";
      case TraceLineLexer.DOTTED -> "a dotted name";
      case TraceLineLexer.INT -> "a number";
      case TraceLineLexer.NEGATIVE -> "a negative number";
      case TraceLineLexer.STRING -> "a string";
      case TraceLineLexer.HEX -> "bytes";
      case TraceLineLexer.ADDRESS, TraceLineLexer.IPV4 -> "an address";
      case TraceLineLexer.DURATION -> "a duration";
      case TraceLineLexer.GLOSSED -> "an errno";
      default ->
          Objects.requireNonNullElse(
              TraceLineLexer.VOCABULARY.getLiteralName(type),
              TraceLineLexer.VOCABULARY.getDisplayName(type));
    };
  }

  private static boolean containsAll(IntervalSet set, IntervalSet wanted) {
    return set.and(wanted).size() == wanted.size();
  }

  private static void removeAll(IntervalSet set, IntervalSet unwanted) {
    for (int type : unwanted.toArray()) {
      set.remove(type);
    }
  }

  /** A set that does not change. */
  static IntervalSet frozen(int... types) {
    IntervalSet set = new IntervalSet(types);
    set.setReadonly(true);
    return set;
  }
}
