// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import org.antlr.v4.runtime.Token;

/** Finds what the lexer could not read, and brackets that nest too deep for a recursive parser. */
final class TokenCheck {
  private final Errors errors;

  TokenCheck(Errors errors) {
    this.errors = errors;
  }

  /** Whether the tokens of one line can be parsed; if not, one error is added. */
  boolean passes(SourceLine line) {
    int depth = 0;
    for (int i = line.start(); i < line.end(); i++) {
      Token token = line.get(i);
      switch (token.getType()) {
        case TraceLexer.BAD_STRING -> {
          errors.add(token, "unterminated string: missing '\"'");
          return false;
        }
        case TraceLexer.BAD_HEX -> {
          errors.add(token, "unterminated bytes: missing '\"'");
          return false;
        }
        case TraceLexer.BAD_NUMBER -> {
          errors.add(
              token, TokenNames.found(token) + " is neither a number nor a duration such as 200ms");
          return false;
        }
        case TraceLexer.BAD -> {
          errors.add(token, badCharacter(token, line.get(i + 1)));
          return false;
        }
        case TraceLexer.LEFT_PAREN, TraceLexer.LEFT_BRACKET, TraceLexer.LEFT_BRACE -> {
          depth++;
          if (depth > Limits.NESTING) {
            errors.add(token, "brackets nest more than " + Limits.NESTING + " deep");
            return false;
          }
        }
        case TraceLexer.RIGHT_PAREN, TraceLexer.RIGHT_BRACKET, TraceLexer.RIGHT_BRACE -> depth--;
        default -> {}
      }
    }
    return true;
  }

  private static String badCharacter(Token bad, Token next) {
    int character = bad.getText().charAt(0);
    if (Character.isHighSurrogate((char) character) && next.getText().length() == 1) {
      character = Character.toCodePoint((char) character, next.getText().charAt(0));
    }
    return "unexpected character " + Characters.quoted(character) + hint(character);
  }

  private static String hint(int character) {
    return switch (character) {
      case '/' -> ": a comment starts with '#'";
      case ';' -> ": a statement ends with its line";
      case '\'', '\u2018', '\u2019', '\u201c', '\u201d' ->
          ": a string stands in plain double quotes";
      case '?' -> ": '_' stands for anything";
      case '&', '+' -> ": flags are joined by '|'";
      case '\r' -> ": a line ends with a line feed";
      default -> "";
    };
  }
}
