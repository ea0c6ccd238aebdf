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
    if (c < 0x20) {
      return c != '\t' && c != '\r';
    }
    if (c == 0x7f || (c == '\ufeff' && index == 0)) {
      return true;
    }
    return Character.isLowSurrogate(c)
        || (Character.isHighSurrogate(c)
            && (index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))));
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
    return "control character " + Characters.codePoint(c) + ": in a text write it as an escape";
  }
}
