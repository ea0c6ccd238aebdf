// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** The tokens of one line. */
final class SourceLine {
  private final List<Token> tokens;
  private final int start;
  private final int end;

  private SourceLine(List<Token> tokens, int start, int end) {
    this.tokens = tokens;
    this.start = start;
    this.end = end;
  }

  /** Lexes a file, of which every line has an end of line then. */
  static CommonTokenStream lex(String name, String text) {
    String whole = text.endsWith("\n") ? text : text + "\n";
    TraceLexer lexer = new TraceLexer(new ScriptChars(name, whole));
    lexer.removeErrorListeners();
    CommonTokenStream stream = new CommonTokenStream(lexer);
    stream.fill();
    return stream;
  }

  /** The line whose first token has the index {@code start}; null after the last one. */
  static @Nullable SourceLine at(List<Token> tokens, int start) {
    if (tokens.get(start).getType() == Token.EOF) {
      return null;
    }
    int end = start;
    while (tokens.get(end).getType() != TraceLexer.NL) {
      end++;
    }
    return new SourceLine(tokens, start, end);
  }

  /** The line in which the token with this index stands. */
  static SourceLine around(List<Token> tokens, int index) {
    int start = index;
    while (start > 0 && tokens.get(start - 1).getType() != TraceLexer.NL) {
      start--;
    }
    int end = index;
    while (tokens.get(end).getType() != TraceLexer.NL) {
      end++;
    }
    return new SourceLine(tokens, start, end);
  }

  int start() {
    return start;
  }

  /** The index of the end of the line. */
  int end() {
    return end;
  }

  Token get(int index) {
    return tokens.get(index);
  }

  /** Whether nothing is there but perhaps a comment. */
  boolean hasNoCode() {
    return start == end || first().getType() == TraceLexer.COMMENT;
  }

  /** The first token; the end of the line if it is empty. */
  Token first() {
    return tokens.get(start);
  }

  /** The last token before the comment or the end of the line. */
  Token lastOfCode() {
    return tokens.get(comment() == null ? end - 1 : end - 2);
  }

  @Nullable Token comment() {
    Token last = tokens.get(Math.max(start, end - 1));
    return last.getType() == TraceLexer.COMMENT ? last : null;
  }

  boolean contains(int type) {
    for (int i = start; i < end; i++) {
      if (tokens.get(i).getType() == type) {
        return true;
      }
    }
    return false;
  }

  /** The bracket that is open where the token with this index stands, or null. */
  @Nullable Token openBracketBefore(int index) {
    int closed = 0;
    for (int i = index - 1; i >= start; i--) {
      switch (tokens.get(i).getType()) {
        case TraceLexer.RIGHT_PAREN, TraceLexer.RIGHT_BRACKET, TraceLexer.RIGHT_BRACE -> closed++;
        case TraceLexer.LEFT_PAREN, TraceLexer.LEFT_BRACKET, TraceLexer.LEFT_BRACE -> {
          if (closed == 0) {
            return tokens.get(i);
          }
          closed--;
        }
        default -> {}
      }
    }
    return null;
  }
}
