// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * A receive call as it was made.
 *
 * @param thread the caller
 * @param description the open file description that it was made on
 * @param length the room in its buffers, in bytes
 * @param flags MSG_ bits
 * @param asksFrom whether it has room for the sender's address
 * @param returnsFlags whether it returns msg_flags
 */
public record Receive(
    int thread, int description, int length, int flags, boolean asksFrom, boolean returnsFlags) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Receive that
        && that.thread == thread
        && that.description == description
        && that.length == length
        && that.flags == flags
        && that.asksFrom == asksFrom
        && that.returnsFlags == returnsFlags;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * thread + description) + length)
        + 4 * flags
        + (asksFrom ? 2 : 0)
        + (returnsFlags ? 1 : 0);
  }
}
