// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;

/** A call between two of its atomic parts. Equal ones go on alike. */
public interface Pending {
  /** What the call may do next in this state. */
  List<Step> resume(Host host);

  /** What it does when its time is up; only if it has a {@link #timeout}. */
  List<Step> expire(Host host);

  /** After how many microseconds it gives up by itself; -1 if never. */
  long timeout();

  /** The descriptions that it holds, so that a close by another thread does not free them. */
  List<Integer> holds();
}
