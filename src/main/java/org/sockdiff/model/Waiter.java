// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * A thread's place in a socket's line of sleepers.
 *
 * @param exclusive whether one wake-up is for one of its kind only (receive calls), or for all
 *     (poll)
 * @param events the events that wake it, as bits of poll
 */
record Waiter(int thread, boolean exclusive, int events) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Waiter that
        && that.thread == thread
        && that.exclusive == exclusive
        && that.events == events;
  }

  @Override
  public int hashCode() {
    return 31 * events + 2 * thread + (exclusive ? 1 : 0);
  }
}
