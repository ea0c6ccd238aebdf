// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.BitSet;

/** Bytes of which some may be anything: {@code x"de ad .. ef"}. */
public final class BytePattern {
  private final Bytes bytes;
  private final BitSet wild;

  /**
   * A pattern.
   *
   * @param bytes the bytes, anything where {@code wild} is set
   * @param wild the indexes where any byte matches
   */
  public BytePattern(Bytes bytes, BitSet wild) {
    this.bytes = bytes;
    this.wild = (BitSet) wild.clone();
  }

  public static BytePattern of(Bytes bytes) {
    return new BytePattern(bytes, new BitSet());
  }

  public Bytes bytes() {
    return bytes;
  }

  public boolean isWild(int index) {
    return wild.get(index);
  }

  /** Whether no byte is wild, so that it can be sent. */
  public boolean isExact() {
    return wild.isEmpty();
  }

  public int length() {
    return bytes.length();
  }

  public boolean matches(Bytes actual) {
    return actual.length() == bytes.length() && matchesStartOf(actual);
  }

  public boolean matchesStartOf(Bytes actual) {
    if (actual.length() < bytes.length()) {
      return false;
    }
    for (int i = 0; i < bytes.length(); i++) {
      if (!wild.get(i) && actual.at(i) != bytes.at(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BytePattern pattern
        && pattern.wild.equals(wild)
        && pattern.bytes.equals(bytes);
  }

  @Override
  public int hashCode() {
    return 31 * bytes.hashCode() + wild.hashCode();
  }

  /** As a script writes it, {@code x"de ad .. ef"}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("x\"");
    for (int i = 0; i < bytes.length(); i++) {
      text.append(i == 0 ? "" : " ");
      if (wild.get(i)) {
        text.append("..");
      } else {
        text.append(Character.forDigit((bytes.at(i) >> 4) & 15, 16));
        text.append(Character.forDigit(bytes.at(i) & 15, 16));
      }
    }
    return text.append('"').toString();
  }
}
