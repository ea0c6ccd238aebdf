// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory that C functions see, in native byte order.
 *
 * <p>It is freed when this object is no longer reachable, which an address does not make it: it
 * must be a field of whatever uses its addresses, or the resource of a {@code try} around their
 * use.
 */
final class NativeMemory implements AutoCloseable {
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

  /** Keeps the memory up to this point; the collector frees it some time later. */
  @Override
  @SuppressWarnings("ReachabilityFenceUsage") // try-with-resources calls this from a finally
  public void close() {
    Reference.reachabilityFence(this);
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
