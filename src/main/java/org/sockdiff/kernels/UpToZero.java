// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file up to its first zero byte: what a guest wrote to the start of an empty disk. */
final class UpToZero extends FilterInputStream {
  private boolean ended;

  UpToZero(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int start, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int count = super.read(bytes, start, length);
    for (int i = 0; i < count; i++) {
      if (bytes[start + i] == 0) {
        ended = true;
        return i == 0 ? -1 : i;
      }
    }
    return count;
  }
}
