// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;

/** Finds lines in a text that lies in memory, without making strings of it. */
final class AsciiScan {
  private AsciiScan() {}

  /** Where the first line with a beginning starts; -1 if there is none. */
  static int lineStartingWith(ByteBuffer text, int length, byte[] start) {
    for (int at = 0; at < length; at = endOfLine(text, length, at) + 1) {
      if (isLineStart(text, length, at, start)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether a line with this beginning starts at an index. */
  static boolean isLineStart(ByteBuffer text, int length, int at, byte[] start) {
    if (at + start.length > length || (at > 0 && text.get(at - 1) != '\n')) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (text.get(at + i) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** The index of the line feed that ends the line, or the length. */
  static int endOfLine(ByteBuffer text, int length, int at) {
    int i = at;
    while (i < length && text.get(i) != '\n') {
      i++;
    }
    return i;
  }

  static String text(ByteBuffer text, int from, int to) {
    StringBuilder result = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      result.append((char) text.get(i));
    }
    return result.toString();
  }

  /** The first number at or after an index, decimal; -1 if there is none on the line. */
  static long number(ByteBuffer text, int length, int at) {
    int i = at;
    while (i < length && text.get(i) != '\n' && !isDigit(text.get(i))) {
      i++;
    }
    if (i == length || !isDigit(text.get(i))) {
      return -1;
    }
    long value = 0;
    for (; i < length && isDigit(text.get(i)); i++) {
      value = 10 * value + (text.get(i) - '0');
    }
    return value;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
