// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * What a datagram brought beside its data, and what was noted when it was queued.
 *
 * @param hops the TTL or hop limit in its header
 * @param trafficClass the type of service or traffic class
 * @param asked whether the receiver was asked by then to tell where it came in
 * @param drops how many the receiver had dropped, if it counted for SO_RXQ_OVFL; else 0
 */
record Envelope(int hops, int trafficClass, boolean asked, int drops) {
  static final Envelope PLAIN = new Envelope(MessageOptions.DEFAULT_TTL, 0, false, 0);

  /** As sent with these header fields. */
  static Envelope of(int hops, int trafficClass) {
    return hops == PLAIN.hops && trafficClass == 0
        ? PLAIN
        : new Envelope(hops, trafficClass, false, 0);
  }

  /** As noted by the receiver. */
  Envelope noted(boolean where, int dropped) {
    return where == asked && dropped == drops
        ? this
        : new Envelope(hops, trafficClass, where, dropped);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Envelope that
            && that.hops == hops
            && that.trafficClass == trafficClass
            && that.asked == asked
            && that.drops == drops);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * hops + trafficClass) + 2 * drops + (asked ? 1 : 0);
  }
}
