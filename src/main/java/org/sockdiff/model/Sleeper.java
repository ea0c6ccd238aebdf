// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * A thread in a call that has not ended.
 *
 * @param pending how the call goes on
 * @param awake whether it may go on now: it was woken, or never slept
 */
record Sleeper(Pending pending, boolean awake) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Sleeper that && that.awake == awake && that.pending.equals(pending);
  }

  @Override
  public int hashCode() {
    return 2 * pending.hashCode() + (awake ? 1 : 0);
  }
}
