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
          TraceLineLexer.LEFT_PAREN,
          TraceLineLexer.RIGHT_PAREN,
          TraceLineLexer.LEFT_BRACKET,
          TraceLineLexer.RIGHT_BRACKET,
          TraceLineLexer.LEFT_BRACE,
          TraceLineLexer.RIGHT_BRACE,
          TraceLineLexer.COMMA,
          TraceLineLexer.COLON,
          TraceLineLexer.EQUALS,
          TraceLineLexer.PIPE,
          TraceLineLexer.STAR,
          TraceLineLexer.GREATER,
          TraceLineLexer.AT);

  private static final IntervalSet CLOSING =
      TokenNames.frozen(
          TraceLineLexer.RIGHT_PAREN, TraceLineLexer.RIGHT_BRACKET, TraceLineLexer.RIGHT_BRACE);

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
    errors.add(offending, message(parser, offending, mistake.getExpectedTokens()));
  }

  @Override
  public void recover(Parser parser, RecognitionException mistake) {
    throw new ParseCancellationException(mistake);
  }

  private String message(Parser parser, Token offending, IntervalSet expected) {
    int index = offending.getTokenIndex();
    SourceLine line = SourceLine.around(stream.getTokens(), index);
    if (expected.contains(TraceLineLexer.NAME)) {
      if (TokenNames.isReserved(offending)) {
        return reserved(offending, line);
      }
      if (offending.getType() == TraceLineLexer.DOTTED) {
        return TokenNames.found(offending) + " is no name: names have letters, digits and '_' only";
      }
    }
    if (isStart(line, offending)) {
      return "no line starts with " + TokenNames.found(offending);
    }
    if (TokenNames.isReserved(line.first()) && assignsToFirst(line)) {
      return reserved(line.first(), line);
    }
    if (expected.size() == 1 && expected.contains(TraceLineLexer.NL)) {
      return unexpected(parser, offending, expected);
    }
    if (isPunctuation(expected)) {
      return missing(offending, expected) + hint(offending, line);
    }
    List<String> names = TokenNames.expected(expected);
    return names.size() > LONGEST_LIST
        ? "unexpected " + TokenNames.found(offending)
        : "expected " + TokenNames.join(names) + ", not " + TokenNames.found(offending);
  }

  private String unexpected(Parser parser, Token offending, IntervalSet expected) {
    IntervalSet all = new IntervalSet(expected);
    if (passedAt == offending.getTokenIndex()) {
      for (Passed optional : passed) {
        all.addAll(parser.getATN().getExpectedTokens(optional.state(), optional.context()));
      }
    }
    List<String> names = TokenNames.expected(all);
    return names.size() > LONGEST_LIST
        ? "unexpected " + TokenNames.found(offending)
        : "expected " + TokenNames.join(names) + ", not " + TokenNames.found(offending);
  }

  private static String reserved(Token word, SourceLine line) {
    String found = TokenNames.found(word);
    return switch (word.getType()) {
      case TraceLineLexer.RETURNS, TraceLineLexer.STILL ->
          isStart(line, word) && !assignsToFirst(line)
              ? found + " needs the label of a thread before it, such as A>"
              : found + " is a reserved word, no name";
      default -> found + " is a reserved word, no name";
    };
  }

  private static String missing(Token offending, IntervalSet expected) {
    IntervalSet wanted = expected;
    if (offending.getType() == TraceLineLexer.NL) {
      IntervalSet closing = expected.and(CLOSING);
      wanted = closing.isNil() ? expected : closing;
    }
    String where = offending.getType() == TraceLineLexer.NL ? " at " : " before ";
    return "missing "
        + TokenNames.join(TokenNames.expected(wanted))
        + where
        + TokenNames.found(offending);
  }

  private static String hint(Token offending, SourceLine line) {
    int index = offending.getTokenIndex();
    if (offending.getType() == TraceLineLexer.EQUALS) {
      Token open = line.openBracketBefore(index);
      return open != null && open.getType() == TraceLineLexer.LEFT_BRACE
          ? "; a field is written name: value"
          : "";
    }
    if (offending.getType() == TraceLineLexer.COLON
        && line.get(index - 1).getType() == TraceLineLexer.COLON) {
      return "; an IPv6 address is written [::1]";
    }
    return "";
  }

  private static boolean isStart(SourceLine line, Token token) {
    return line.start() == token.getTokenIndex();
  }

  private static boolean assignsToFirst(SourceLine line) {
    int type = line.get(line.start() + 1).getType();
    return type == TraceLineLexer.EQUALS || type == TraceLineLexer.COMMA;
  }

  private static boolean isPunctuation(IntervalSet expected) {
    return expected.and(PUNCTUATION).size() == expected.size();
  }

  /** An optional part that was not there. */
  private record Passed(int state, ParserRuleContext context) {}
}
