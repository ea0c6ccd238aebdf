// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

/** Data of control messages as a kernel writes them. */
final class ControlFormatSamples {
  private ControlFormatSamples() {}

  /** Two longs. */
  static Bytes time(long seconds, long fraction) {
    return Bytes.copyOf(ControlFormat.memory(16).putLong(0, seconds).putLong(8, fraction), 0, 16);
  }
}
