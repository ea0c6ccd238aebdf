// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.Bytes;

/**
 * A buffer in the receive queue of a UNIX socket: a message, or a piece of a stream.
 *
 * @param payload what has not been read of it
 * @param sender the socket that sent it, whose send buffer it charges and whose name it shows; in a
 *     listener's queue the one that is to be accepted
 * @param truesize what it charges, in bytes
 */
record UnixSkb(Bytes payload, int sender, int truesize, Mark mark) {
  /** What is special about it. */
  enum Mark {
    NONE,
    /** An empty message that was peeked at. */
    PEEKED,
    /** The urgent byte of a stream: u-&gt;oob_skb. */
    URGENT
  }

  int length() {
    return payload.length();
  }

  boolean isPeeked() {
    return mark == Mark.PEEKED;
  }

  boolean isUrgent() {
    return mark == Mark.URGENT;
  }

  UnixSkb marked(Mark changed) {
    return mark == changed ? this : new UnixSkb(payload, sender, truesize, changed);
  }

  /** Without the first bytes. */
  UnixSkb after(int bytes) {
    return bytes == 0
        ? this
        : new UnixSkb(payload.slice(bytes, payload.length()), sender, truesize, mark);
  }
}
