// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.SockAddr;

/**
 * A datagram in a receive queue.
 *
 * @param from the sender's address as it was on the wire
 * @param to the destination's, likewise
 * @param truesize what it charges against the receive buffer, in bytes
 * @param peeked whether a look at it succeeded already (skb-&gt;peeked)
 * @param envelope what came with it
 */
record SkBuff(
    Bytes payload, SockAddr from, SockAddr to, int truesize, boolean peeked, Envelope envelope) {
  SkBuff {
    if (truesize <= 0) {
      throw new IllegalArgumentException("truesize must be positive: " + truesize);
    }
  }

  /** As it comes from a sender with no options. */
  SkBuff(Bytes payload, SockAddr from, SockAddr to, int truesize, boolean peeked) {
    this(payload, from, to, truesize, peeked, Envelope.PLAIN);
  }

  SkBuff markPeeked() {
    return peeked ? this : new SkBuff(payload, from, to, truesize, true, envelope);
  }

  SkBuff withEnvelope(Envelope changed) {
    return changed.equals(envelope)
        ? this
        : new SkBuff(payload, from, to, truesize, peeked, changed);
  }

  SkBuff bind(Hole hole, int number) {
    SockAddr boundFrom = hole.bind(from, number);
    SockAddr boundTo = hole.bind(to, number);
    return boundFrom == from && boundTo == to
        ? this
        : new SkBuff(payload, boundFrom, boundTo, truesize, peeked, envelope);
  }

  boolean isInet6() {
    return to instanceof SockAddr.Inet6;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof SkBuff that
            && that.peeked == peeked
            && that.truesize == truesize
            && that.envelope.equals(envelope)
            && that.payload.equals(payload)
            && that.from.equals(from)
            && that.to.equals(to));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * payload.hashCode() + from.hashCode()) + to.hashCode())
        + 31 * envelope.hashCode()
        + 2 * truesize
        + (peeked ? 1 : 0);
  }
}
