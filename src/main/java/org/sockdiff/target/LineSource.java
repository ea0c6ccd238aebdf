// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** The lines of a file as bytes, one at a time, with a limit, and a digest of those passed. */
final class LineSource implements Closeable {
  /** The longest line, in bytes without its line feed. */
  static final int LONGEST = 16 << 20;

  private final InputStream in;
  private final String file;
  private final MessageDigest digest = Sha256.start();
  private final byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private byte[] line = new byte[1 << 12];
  private int length;
  private boolean isWhole;
  private long number;

  LineSource(InputStream in, String file) {
    this.in = in;
    this.file = file;
  }

  /** Takes the next line; false at the end of the file. */
  boolean next() {
    length = 0;
    number++;
    isWhole = false;
    while (!isWhole && fill()) {
      int newline = start;
      while (newline < end && buffer[newline] != '\n') {
        newline++;
      }
      append(newline - start);
      isWhole = newline < end;
      start = isWhole ? newline + 1 : newline;
    }
    return isWhole || length > 0;
  }

  private boolean fill() {
    if (start == end) {
      start = 0;
      try {
        end = in.read(buffer);
      } catch (IOException e) {
        throw error("cannot read on: " + e);
      }
      if (end < 0) {
        end = 0;
        return false;
      }
    }
    return true;
  }

  private void append(int count) {
    if (count > LONGEST - length) {
      throw error("the line is longer than 16 MiB");
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, Math.min(2 * line.length, LONGEST)));
    }
    System.arraycopy(buffer, start, line, length, count);
    length += count;
  }

  /** The line's storage, of which {@link #length} bytes count, until the next is taken. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  /** Whether a line feed ends the line; only the last line may have none. */
  boolean isWhole() {
    return isWhole;
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }

  /** Adds the line, with its line feed, to the digest. */
  void pass() {
    digest.update(line, 0, length);
    digest.update((byte) '\n');
  }

  /** The digest of the lines passed so far; it starts anew. */
  String digest() {
    return Sha256.hex(digest);
  }

  /** What is wrong with the line. */
  RecordException error(String reason) {
    return new RecordException(file, number, reason);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
