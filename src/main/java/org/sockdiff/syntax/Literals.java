// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.antlr.v4.runtime.Token;
import org.sockdiff.abi.BytePattern;
import org.sockdiff.abi.Bytes;

/**
 * Reads the text of literal tokens; a mistake is added to the errors and something harmless
 * returned.
 */
final class Literals {
  private static final int FAILED = -1;

  private final Errors errors;

  Literals(Errors errors) {
    this.errors = errors;
  }

  /** {@code 5}, {@code -1}, {@code 0x10}. */
  long number(Token token) {
    String text = token.getText();
    int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    boolean hexadecimal = text.startsWith("0x", start);
    String digits = text.substring(hexadecimal ? start + 2 : start);
    if (!hexadecimal && digits.length() > 1 && digits.charAt(0) == '0') {
      errors.add(
          token,
          TokenNames.found(token) + " is not decimal: leave out the leading 0, or write 0x...");
      return FAILED;
    }
    try {
      String signed = text.charAt(0) == '-' ? "-" + digits : digits;
      return Long.parseLong(signed, hexadecimal ? 16 : 10);
    } catch (NumberFormatException e) {
      errors.add(token, TokenNames.found(token) + " does not fit 64 bits");
      return FAILED;
    }
  }

  /** A number from 1 to {@code most}. */
  int count(Token token, int most, String what) {
    long number = number(token);
    if (number == FAILED) {
      return 1;
    }
    if (number < 1 || number > most) {
      errors.add(token, what + " must be 1 to " + most + ", not " + token.getText());
      return 1;
    }
    return (int) number;
  }

  /** {@code 200ms} in microseconds. */
  long micros(Token token) {
    String text = token.getText();
    int end = text.length() - 1;
    long unit = 1_000_000;
    if (text.charAt(end - 1) == 'm') {
      unit = 1_000;
      end--;
    } else if (text.charAt(end - 1) == 'u') {
      unit = 1;
      end--;
    }
    try {
      return Math.multiplyExact(Long.parseLong(text.substring(0, end)), unit);
    } catch (NumberFormatException | ArithmeticException e) {
      errors.add(token, TokenNames.found(token) + " does not fit 64 bits of microseconds");
      return 0;
    }
  }

  /** {@code "text\x00"}. */
  Bytes text(Token token) {
    String text = token.getText();
    int end = text.length() - 1;
    if (text.indexOf('\\') < 0) {
      return Bytes.ofText(text.substring(1, end));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 1;
    while (at < end) {
      int plain = text.indexOf('\\', at);
      if (plain < 0 || plain > end) {
        plain = end;
      }
      bytes.writeBytes(text.substring(at, plain).getBytes(StandardCharsets.UTF_8));
      at = plain == end ? end : escape(token, text, plain, bytes);
    }
    return Bytes.copyOf(bytes.toByteArray());
  }

  /** Text for people, not for a socket: it must be UTF-8 after its escapes, too. */
  String words(Token token) {
    byte[] bytes = text(token).toArray();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      errors.add(token, "not UTF-8 once its escapes are resolved");
      return "";
    }
  }

  /** Writes the byte of the escape at {@code at}, and returns where it ends. */
  private int escape(Token token, String text, int at, ByteArrayOutputStream bytes) {
    char kind = text.charAt(at + 1);
    if (kind >= '0' && kind <= '7') {
      return octal(token, text, at, bytes);
    }
    if (kind == 'x') {
      return hexadecimal(token, text, at, bytes);
    }
    int value =
        switch (kind) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'f' -> '\f';
          case 'v' -> 0x0b;
          case '\\', '"' -> kind;
          default -> -1;
        };
    if (value < 0) {
      int character = text.codePointAt(at + 1);
      errors.add(
          errors.at(token, at),
          "unknown escape \\"
              + Characters.plain(character)
              + "; there are \\n \\r \\t \\f \\v \\\\ \\\" \\xHH and octal \\NNN");
      return at + 1 + Character.charCount(character);
    }
    bytes.write(value);
    return at + 2;
  }

  private int hexadecimal(Token token, String text, int at, ByteArrayOutputStream bytes) {
    int high = digit(text, at + 2);
    int low = digit(text, at + 3);
    if (high < 0 || low < 0) {
      errors.add(errors.at(token, at), "\\x needs two hexadecimal digits");
      return at + 2;
    }
    bytes.write(high << 4 | low);
    return at + 4;
  }

  /** As strace writes bytes: one to three octal digits. */
  private int octal(Token token, String text, int at, ByteArrayOutputStream bytes) {
    int value = 0;
    int end = at + 1;
    while (end < at + 4 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
      value = value * 8 + text.charAt(end) - '0';
      end++;
    }
    if (value > 0xff) {
      errors.add(errors.at(token, at), text.substring(at, end) + " is more than a byte holds");
    }
    bytes.write(value);
    return end;
  }

  /** {@code x"de ad .. ef"}. */
  BytePattern pattern(Token token) {
    String text = token.getText();
    int end = text.length() - 1;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end / 2);
    BitSet wild = new BitSet();
    int at = 2;
    while (at < end) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == '.' && text.charAt(at + 1) == '.') {
        wild.set(bytes.size());
        bytes.write(0);
        at += 2;
      } else if (digit(text, at) >= 0 && digit(text, at + 1) >= 0) {
        bytes.write(digit(text, at) << 4 | digit(text, at + 1));
        at += 2;
      } else {
        errors.add(
            errors.at(token, at), "bytes are written as two hexadecimal digits each, or '..'");
        at = end;
      }
    }
    return new BytePattern(Bytes.copyOf(bytes.toByteArray()), wild);
  }

  /** The value of the hexadecimal digit there, or -1; ASCII only. */
  private static int digit(String text, int at) {
    char c = at < text.length() ? text.charAt(at) : 0;
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
