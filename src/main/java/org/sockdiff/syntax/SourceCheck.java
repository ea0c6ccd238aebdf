// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import org.sockdiff.script.ScriptException;

/** Refuses a file that is no text at all, before it is lexed. */
final class SourceCheck {
  private SourceCheck() {}

  /** Throws at the first character that no script contains. */
  static void check(Errors errors, String text) {
    if (text.length() > Limits.FILE_BYTES) {
      throw new ScriptException(errors.at(1, 1), "the file is longer than 1 MiB");
    }
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        lineStart = i + 1;
      } else if (isRefused(text, i, c)) {
        throw new ScriptException(errors.at(line, i - lineStart + 1), message(i, c));
      } else if (Character.isHighSurrogate(c)) {
        i++;
      }
    }
  }

  private static boolean isRefused(String text, int index, char c) {
    if (c < 0x7f) {
      return c < 0x20 && c != '\t' && c != '\r';
    }
    return c < 0xa0
        || (c == '\ufeff' && index == 0)
        || isDirection(c)
        || Character.isLowSurrogate(c)
        || (Character.isHighSurrogate(c)
            && (index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))));
  }

  /** Whether it makes a line look as if its characters stood in another order. */
  private static boolean isDirection(char c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
  }

  private static String message(int index, char c) {
    if (c == 0) {
      return "NUL byte: this is not a text file";
    }
    if (c == '\ufeff' && index == 0) {
      return "the file starts with a byte order mark: save it as UTF-8 without one";
    }
    if (Character.isSurrogate(c)) {
      return "half a surrogate pair";
    }
    return "control character " + Characters.codePoint(c) + ": in a string write it as an escape";
  }
}
