// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

/**
 * A buffer to receive into.
 *
 * @param length its bytes
 * @param fault whether no memory is mapped at its address; one without bytes is never looked at
 */
public record Room(int length, boolean fault) {
  public Room {
    if (length < 0) {
      throw new IllegalArgumentException("a buffer of " + length + " bytes");
    }
  }

  /** A good buffer. */
  public static Room of(int length) {
    return new Room(length, false);
  }
}
