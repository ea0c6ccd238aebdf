// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

/**
 * Text without anything that would move a cursor, break a line, reorder letters or be no XML:
 * payloads come escaped, but names of files and reasons are what others made them.
 */
public final class Printable {
  private Printable() {}

  /** The text with each such character escaped by its number, {@code \x1b}. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (isPlain(point)) {
                clean.appendCodePoint(point);
              } else if (point < 0x100) {
                clean.append(String.format("\\x%02x", point));
              } else {
                clean.append(String.format("\\u{%x}", point));
              }
            });
    return clean.toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
