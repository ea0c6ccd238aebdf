// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory that C functions see, in native byte order. It is freed when this object is no longer
 * reachable, so it must be a field of whatever uses its addresses.
 */
final class NativeMemory {
  private final ByteBuffer bytes;
  private final long base;

  NativeMemory(int size) {
    bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    base = Libc.addressOf(bytes);
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** The address of the byte at an index. */
  long at(int index) {
    return base + index;
  }

  /** Writes a text of ASCII with a zero behind it. */
  void putText(int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes.put(at + i, (byte) text.charAt(i));
    }
    bytes.put(at + text.length(), (byte) 0);
  }

  /** The text at an index up to a zero. */
  String text(int at) {
    StringBuilder text = new StringBuilder();
    for (int i = at; bytes.get(i) != 0; i++) {
      text.append((char) (bytes.get(i) & 0xff));
    }
    return text.toString();
  }
}
