// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;

/** A call between two of its atomic parts. Equal ones go on alike. */
public interface Pending {
  /** What the call may do next in this state. */
  List<Step> resume(Host host);

  /** What it does when its time is up; only if it has a {@link #timeout}. */
  List<Step> expire(Host host);

  /**
   * What it does when a signal comes: it looks once more, and is EINTR if it would go on sleeping.
   *
   * <p>Source: net/core/datagram.c, __skb_wait_for_more_packets, which returns to its caller's loop
   * after any wake-up; fs/select.c, do_poll.
   *
   * @param host where its thread stands in no line
   */
  default List<Step> interrupt(Host host) {
    return resume(host).stream()
        .map(
            step ->
                step instanceof Step.Parked parked
                    ? new Step.Returned(Outcome.failed(Errno.EINTR), parked.host())
                    : step)
        .toList();
  }

  /** After how many microseconds it gives up by itself; -1 if never. */
  long timeout();

  /** The descriptions that it holds, so that a close by another thread does not free them. */
  List<Integer> holds();
}
