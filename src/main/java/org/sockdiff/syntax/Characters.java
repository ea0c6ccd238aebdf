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

  /** The character, or its code point if a terminal might not show it. */
  static String plain(int character) {
    return isPlain(character) ? Character.toString(character) : codePoint(character);
  }

  /** The same, with quotes around a character that is shown as it is. */
  static String quoted(int character) {
    return isPlain(character) ? "'" + plain(character) + "'" : codePoint(character);
  }

  private static boolean isPlain(int character) {
    return character > 0x20 && character < 0x7f;
  }
}
