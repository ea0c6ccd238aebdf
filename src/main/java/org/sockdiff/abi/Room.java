// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

/**
 * A buffer to receive into.
 *
 * @param length its bytes
 * @param fault whether no memory is mapped at its address; one without bytes is never looked at
 */
public record Room(int length, boolean fault) {
  /** What buffers hold before a call, so that bytes beyond what it copies are seen. */
  public static final byte FILL = (byte) 0xa5;

  private static final Bytes FILLED = Bytes.copyOf(new byte[] {FILL});

  public Room {
    if (length < 0) {
      throw new IllegalArgumentException("a buffer of " + length + " bytes");
    }
  }

  /** So many bytes that no call wrote to. */
  public static Bytes untouched(int length) {
    return FILLED.times(length);
  }

  /** A good buffer. */
  public static Room of(int length) {
    return new Room(length, false);
  }
}
