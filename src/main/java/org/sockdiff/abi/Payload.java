// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

/**
 * What is in a buffer to send from.
 *
 * @param bytes its bytes; zeros in place of those that cannot be read
 * @param fault whether no memory is mapped at its address, or at that of a part of it
 */
public record Payload(Bytes bytes, boolean fault) {
  private static final byte[] ZERO = new byte[1];

  /** A good buffer. */
  public static Payload of(Bytes bytes) {
    return new Payload(bytes, false);
  }

  /** A buffer at a bad address; without bytes it is never looked at, and is good. */
  public static Payload faulty(int length) {
    return new Payload(Bytes.copyOf(ZERO).times(length), length > 0);
  }

  public int length() {
    return bytes.length();
  }

  /** This and then the other, as one message gathers them. */
  public Payload plus(Payload other) {
    return new Payload(bytes.plus(other.bytes), fault || other.fault);
  }
}
