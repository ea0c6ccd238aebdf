// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.Bytes;

/** Pieces of C. */
final class CText {
  /**
   * How many bytes a string literal holds: all compilers take so many, and people can read them.
   */
  private static final int LITERAL = 64;

  private CText() {}

  /** A string literal with these bytes; what is not printable is octal, three digits each. */
  static String bytes(Bytes bytes) {
    return bytes(bytes.toArray(), 0, bytes.length());
  }

  /** A string literal with a text. */
  static String string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes(bytes, 0, bytes.length);
  }

  private static String bytes(byte[] bytes, int start, int end) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = start; i < end; i++) {
      int value = bytes[i] & 0xff;
      if (value == '"' || value == '\\') {
        text.append('\\').append((char) value);
      } else if (value == '?' || value < 0x20 || value >= 0x7f) {
        text.append('\\').append(Integer.toOctalString(0x200 | value).substring(1));
      } else {
        text.append((char) value);
      }
    }
    return text.append('"').toString();
  }

  /** Statements that lay bytes out from an offset on; long repetitions of a byte are one. */
  static List<String> puts(Bytes data, int at) {
    List<String> lines = new ArrayList<>();
    byte[] bytes = data.toArray();
    int i = 0;
    while (i < bytes.length) {
      int run = i;
      while (run < bytes.length && bytes[run] == bytes[i]) {
        run++;
      }
      if (run - i >= LITERAL) {
        lines.add("rep(" + (at + i) + ", " + (bytes[i] & 0xff) + ", " + (run - i) + ");");
        i = run;
      } else {
        int end = Math.min(bytes.length, i + LITERAL);
        lines.add("put(" + (at + i) + ", " + bytes(bytes, i, end) + ", " + (end - i) + ");");
        i = end;
      }
    }
    return lines;
  }
}
