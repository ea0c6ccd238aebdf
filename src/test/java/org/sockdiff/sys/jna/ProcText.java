// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as it lies in memory after a file was read, with what an earlier, longer reading left. */
final class ProcText {
  private final byte[] text;

  ProcText(String text) {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
  }

  ByteBuffer bytes() {
    byte[] memory = new byte[text.length + 16];
    Arrays.fill(memory, (byte) '7');
    System.arraycopy(text, 0, memory, 0, text.length);
    return ByteBuffer.wrap(memory);
  }

  int length() {
    return text.length;
  }
}
