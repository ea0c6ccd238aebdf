// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.Locale;

/** Characters as messages show them. */
final class Characters {
  private Characters() {}

  /** {@code U+00A0}. */
  static String codePoint(int character) {
    String digits = Integer.toHexString(character).toUpperCase(Locale.ROOT);
    return "U+" + "0000".substring(Math.min(4, digits.length())) + digits;
  }

  /** The character in quotes, or its code point if a terminal might not show it. */
  static String quoted(int character) {
    return character > 0x20 && character < 0x7f
        ? "'" + (char) character + "'"
        : codePoint(character);
  }
}
