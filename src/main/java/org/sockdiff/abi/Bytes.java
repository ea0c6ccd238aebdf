// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable run of bytes with the equality of its contents; slices share their storage. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] storage;
  private final int offset;
  private final int length;
  private int hash;

  private Bytes(byte[] storage, int offset, int length) {
    this.storage = storage;
    this.offset = offset;
    this.length = length;
  }

  /** Copies the array. */
  public static Bytes copyOf(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone(), 0, bytes.length);
  }

  /** Takes {@code length} bytes at the buffer's index {@code at}, whatever its position is. */
  public static Bytes copyOf(ByteBuffer buffer, int at, int length) {
    if (length == 0) {
      return EMPTY;
    }
    byte[] bytes = new byte[length];
    buffer.get(at, bytes);
    return new Bytes(bytes, 0, length);
  }

  /** The bytes of a text in UTF-8. */
  public static Bytes ofText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length == 0 ? EMPTY : new Bytes(bytes, 0, bytes.length);
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  public byte at(int index) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException("byte " + index + " of " + length);
    }
    return storage[offset + index];
  }

  /** The bytes from {@code start} to before {@code end}, without a copy. */
  public Bytes slice(int start, int end) {
    if (start < 0 || end > length || start > end) {
      throw new IndexOutOfBoundsException("bytes " + start + " to " + end + " of " + length);
    }
    if (start == 0 && end == length) {
      return this;
    }
    return start == end ? EMPTY : new Bytes(storage, offset + start, end - start);
  }

  /** At most the first {@code count} bytes. */
  public Bytes first(int count) {
    return slice(0, Math.min(count, length));
  }

  public Bytes plus(Bytes other) {
    if (other.length == 0) {
      return this;
    }
    if (length == 0) {
      return other;
    }
    byte[] both = Arrays.copyOfRange(storage, offset, offset + length + other.length);
    System.arraycopy(other.storage, other.offset, both, length, other.length);
    return new Bytes(both, 0, both.length);
  }

  /** These bytes {@code times} times, one or more. */
  public Bytes times(int times) {
    if (times == 1 || length == 0) {
      return this;
    }
    byte[] many = new byte[Math.multiplyExact(length, times)];
    for (int i = 0; i < times; i++) {
      System.arraycopy(storage, offset, many, i * length, length);
    }
    return new Bytes(many, 0, many.length);
  }

  /** Writes all bytes at the buffer's index {@code at}, whatever its position is. */
  public void putInto(ByteBuffer buffer, int at) {
    buffer.put(at, storage, offset, length);
  }

  public byte[] toArray() {
    return Arrays.copyOfRange(storage, offset, offset + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes
        && (bytes == this
            || (bytes.length == length
                && Arrays.equals(
                    storage,
                    offset,
                    offset + length,
                    bytes.storage,
                    bytes.offset,
                    bytes.offset + length)));
  }

  @Override
  public int hashCode() {
    int result = hash;
    if (result == 0) {
      result = 1;
      for (int i = offset; i < offset + length; i++) {
        result = 31 * result + storage[i];
      }
      hash = result;
    }
    return result;
  }

  /**
   * A quoted text as a script would write it: printable ASCII as it is, the rest as {@code \xHH}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(length + 2).append('"');
    for (int i = offset; i < offset + length; i++) {
      append(text, storage[i] & 0xff);
    }
    return text.append('"').toString();
  }

  private static void append(StringBuilder text, int value) {
    switch (value) {
      case '"', '\\' -> text.append('\\').append((char) value);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (value >= 0x20 && value < 0x7f) {
          text.append((char) value);
        } else {
          text.append("\\x").append(hexDigit(value >> 4)).append(hexDigit(value & 15));
        }
      }
    }
  }

  private static char hexDigit(int value) {
    return Character.forDigit(value, 16);
  }
}
