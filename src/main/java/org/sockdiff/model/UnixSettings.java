// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * Options that matter to UNIX streams.
 *
 * @param lowest SO_RCVLOWAT, in bytes
 * @param inline SO_OOBINLINE: the urgent byte is read as the others are
 */
record UnixSettings(int lowest, boolean inline) {
  static final UnixSettings USUAL = new UnixSettings(1, false);

  /** Negative means as much as can be, 0 as little. Source: net/core/sock.c, sk_setsockopt. */
  UnixSettings withLowest(int bytes) {
    return new UnixSettings(bytes < 0 ? Integer.MAX_VALUE : Math.max(bytes, 1), inline);
  }

  UnixSettings withInline(boolean set) {
    return new UnixSettings(lowest, set);
  }
}
