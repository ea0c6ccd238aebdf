// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.SockAddr;

/**
 * A socket as it is drawn.
 *
 * @param id its id, that of the descriptor that made it
 * @param kind {@code UDP over IPv4}
 * @param state what differs from a new one: bound, connected, pending error, shut down
 * @param charged what its receive queue charges, in bytes of truesize
 * @param limit its receive buffer limit
 * @param queue what is queued, oldest first
 */
public record SocketView(
    int id, String kind, List<String> state, int charged, int limit, List<Queued> queue) {
  public SocketView {
    state = List.copyOf(state);
    queue = List.copyOf(queue);
  }

  /** One datagram of a queue. */
  public record Queued(Bytes payload, SockAddr from, int truesize, boolean peeked) {}
}
