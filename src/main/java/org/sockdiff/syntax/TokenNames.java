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
          TraceLexer.NAME,
          TraceLexer.INT,
          TraceLexer.NEGATIVE,
          TraceLexer.STRING,
          TraceLexer.HEX,
          TraceLexer.ADDRESS,
          TraceLexer.IPV4,
          TraceLexer.DURATION,
          TraceLexer.UNDERSCORE,
          TraceLexer.LEFT_BRACKET,
          TraceLexer.FAULT);

  private static final IntervalSet VERSIONS =
      frozen(TraceLexer.RANGE, TraceLexer.VERSION, TraceLexer.IPV4, TraceLexer.INT);

  /** The tokens that end something, named last: "',' or ')'". */
  static final IntervalSet CLOSING =
      frozen(
          TraceLexer.RIGHT_PAREN, TraceLexer.RIGHT_BRACKET, TraceLexer.RIGHT_BRACE, TraceLexer.NL);

  private TokenNames() {}

  /** What stands in the script, shortened if it is long. */
  static String found(Token token) {
    if (token.getType() == TraceLexer.NL) {
      return "the end of the line";
    }
    String text = token.getText();
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return token.getType() == TraceLexer.STRING ? shown : "'" + shown + "'";
  }

  /** The names of what could have stood there; several tokens of one meaning have one name. */
  static List<String> expected(IntervalSet types) {
    IntervalSet rest = new IntervalSet(types);
    List<String> names = new ArrayList<>();
    if (containsAll(rest, VALUES)) {
      names.add("a value");
      removeAll(rest, VALUES);
      rest.remove(TraceLexer.LEFT_BRACE);
      rest.remove(TraceLexer.GLOSSED);
    } else if (rest.contains(TraceLexer.VERSION)) {
      names.add("a version");
      removeAll(rest, VERSIONS);
    } else if (rest.contains(TraceLexer.INCREASE)) {
      names.add("a change such as +1");
      rest.remove(TraceLexer.INCREASE);
      rest.remove(TraceLexer.NEGATIVE);
    }
    if (rest.contains(TraceLexer.NAME)) {
      rest.remove(TraceLexer.DOTTED);
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
    return token.getType() >= TraceLexer.NEEDS && token.getType() <= TraceLexer.FAULT;
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
      case TraceLexer.NL -> "the end of the line";
      case TraceLexer.NAME -> "a name";
      case TraceLexer.DOTTED -> "a dotted name";
      case TraceLexer.INT -> "a number";
      case TraceLexer.NEGATIVE -> "a negative number";
      case TraceLexer.STRING -> "a string";
      case TraceLexer.HEX -> "bytes";
      case TraceLexer.ADDRESS, TraceLexer.IPV4 -> "an address";
      case TraceLexer.DURATION -> "a duration";
      case TraceLexer.GLOSSED -> "an errno";
      default ->
          Objects.requireNonNullElse(
              TraceLexer.VOCABULARY.getLiteralName(type),
              TraceLexer.VOCABULARY.getDisplayName(type));
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
