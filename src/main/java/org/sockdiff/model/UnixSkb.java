// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.Bytes;

/**
 * A buffer in the receive queue of a UNIX socket: a message, or a piece of a stream.
 *
 * @param payload what has not been read of it
 * @param sender the socket that sent it, whose send buffer it charges and whose name it shows
 * @param truesize what it charges, in bytes
 * @param peeked whether it is an empty message that was peeked at
 */
record UnixSkb(Bytes payload, int sender, int truesize, boolean peeked) {
  int length() {
    return payload.length();
  }

  UnixSkb markPeeked() {
    return peeked ? this : new UnixSkb(payload, sender, truesize, true);
  }
}
