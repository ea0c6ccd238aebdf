// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Stops at the first mistake of a line and words it. Remembers which optional parts were passed
 * over in front of the token it stopped at, as they could have stood there, too.
 */
final class FirstMistake extends DefaultErrorStrategy {
  private static final int LONGEST_LIST = 6;
  private static final IntervalSet PUNCTUATION =
      TokenNames.frozen(
          TraceLexer.LEFT_PAREN,
          TraceLexer.RIGHT_PAREN,
          TraceLexer.LEFT_BRACKET,
          TraceLexer.RIGHT_BRACKET,
          TraceLexer.LEFT_BRACE,
          TraceLexer.RIGHT_BRACE,
          TraceLexer.COMMA,
          TraceLexer.COLON,
          TraceLexer.EQUALS,
          TraceLexer.PIPE,
          TraceLexer.STAR,
          TraceLexer.GREATER,
          TraceLexer.AT);
  private final CommonTokenStream stream;
  private final Errors errors;
  private final List<Passed> passed = new ArrayList<>();
  private int passedAt = -1;

  FirstMistake(CommonTokenStream stream, Errors errors) {
    this.stream = stream;
    this.errors = errors;
  }

  @Override
  public void sync(Parser parser) {
    ATNState state = parser.getInterpreter().atn.states.get(parser.getState());
    IntervalSet next = parser.getATN().nextTokens(state);
    if (next.contains(parser.getInputStream().LA(1))) {
      return;
    }
    if (!next.contains(Token.EPSILON)) {
      throw new InputMismatchException(parser);
    }
    int index = parser.getInputStream().index();
    if (index != passedAt) {
      passed.clear();
      passedAt = index;
    }
    passed.add(new Passed(parser.getState(), parser.getContext()));
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new InputMismatchException(parser);
  }

  @Override
  public void reportError(Parser parser, RecognitionException mistake) {
    Token offending = mistake.getOffendingToken();
    SourceLine line = SourceLine.around(stream.getTokens(), offending.getTokenIndex());
    if (TokenNames.isReserved(line.first()) && assignsToFirst(line)) {
      errors.add(line.first(), noName(line.first()));
    } else {
      errors.add(offending, message(parser, line, offending, mistake.getExpectedTokens()));
    }
  }

  @Override
  public void recover(Parser parser, RecognitionException mistake) {
    throw new ParseCancellationException(mistake);
  }

  private String message(Parser parser, SourceLine line, Token offending, IntervalSet expected) {
    boolean atStart = line.start() == offending.getTokenIndex();
    if (atStart
        && (offending.getType() == TraceLexer.RETURNS || offending.getType() == TraceLexer.STILL)) {
      return TokenNames.found(offending) + " needs the label of a thread before it, such as A>";
    }
    if (expected.contains(TraceLexer.NAME)
        && (TokenNames.isReserved(offending) || offending.getType() == TraceLexer.DOTTED)) {
      return noName(offending);
    }
    if (atStart) {
      return "no line starts with " + TokenNames.found(offending);
    }
    return isPunctuation(expected)
        ? missing(parser, offending, expected) + hint(line, offending)
        : unexpected(parser, offending, expected) + hint(line, offending);
  }

  private static String noName(Token word) {
    String found = TokenNames.found(word);
    return TokenNames.isReserved(word)
        ? found + " is a reserved word, no name"
        : found + " is no name: names have letters, digits and '_' only";
  }

  private String missing(Parser parser, Token offending, IntervalSet expected) {
    int last = Math.max(0, passed.size() - 1);
    IntervalSet wanted =
        expected.size() == 1 ? withPassed(parser, offending, expected, last) : expected;
    if (offending.getType() != TraceLexer.NL) {
      return "missing " + names(wanted) + " before " + TokenNames.found(offending);
    }
    IntervalSet closing = wanted.and(TokenNames.CLOSING);
    return "missing " + names(closing.isNil() ? wanted : closing) + " at the end of the line";
  }

  private String unexpected(Parser parser, Token offending, IntervalSet expected) {
    boolean onlyTheEnd = expected.size() == 1 && expected.contains(TraceLexer.NL);
    List<String> names =
        TokenNames.expected(onlyTheEnd ? withPassed(parser, offending, expected, 0) : expected);
    return names.size() > LONGEST_LIST
        ? "unexpected " + TokenNames.found(offending)
        : "expected " + TokenNames.join(names) + ", not " + TokenNames.found(offending);
  }

  private static String names(IntervalSet expected) {
    return TokenNames.join(TokenNames.expected(expected));
  }

  /**
   * What was expected in the end and at the optional parts passed over, from number {@code first}
   * on.
   */
  private IntervalSet withPassed(Parser parser, Token offending, IntervalSet expected, int first) {
    IntervalSet all = new IntervalSet(expected);
    for (int i = first; i < passed.size() && passedAt == offending.getTokenIndex(); i++) {
      Passed optional = passed.get(i);
      all.addAll(parser.getATN().getExpectedTokens(optional.state(), optional.context()));
    }
    return all;
  }

  /** What else could be said to somebody who knows C or strace. */
  private static String hint(SourceLine line, Token offending) {
    int index = offending.getTokenIndex();
    Token open = line.openBracketBefore(index);
    boolean inBraces = open != null && open.getType() == TraceLexer.LEFT_BRACE;
    return switch (offending.getType()) {
      case TraceLexer.EQUALS -> inBraces ? "; a field is written name: value" : "";
      case TraceLexer.COLON -> {
        if (line.get(index - 1).getType() == TraceLexer.COLON
            || line.get(index + 1).getType() == TraceLexer.COLON) {
          yield "; an IPv6 address is written [::1]";
        }
        yield inBraces && line.contains(TraceLexer.RETURNS)
            ? "; a record is expected on a line of its own, which starts with '='"
            : "";
      }
      case TraceLexer.VERSION, TraceLexer.IPV4, TraceLexer.RANGE ->
          line.start() + 1 == index ? "; a version is one of a system, such as linux 4.13" : "";
      case TraceLexer.NL -> {
        boolean goesOn = line.get(index - 1).getType() == TraceLexer.COMMA;
        yield open != null && goesOn ? "; a statement stands on one line" : "";
      }
      default -> "";
    };
  }

  private static boolean assignsToFirst(SourceLine line) {
    int type = line.get(line.start() + 1).getType();
    return type == TraceLexer.EQUALS || type == TraceLexer.COMMA;
  }

  private static boolean isPunctuation(IntervalSet expected) {
    return expected.and(PUNCTUATION).size() == expected.size();
  }

  /** An optional part that was not there. */
  private record Passed(int state, ParserRuleContext context) {}
}
