// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * A receive call as it was made.
 *
 * @param thread the caller
 * @param description the open file description that it was made on
 * @param length the room in its buffers, in bytes
 * @param sound how many of these bytes come before the first bad pointer
 * @param flags MSG_ bits
 * @param asksFrom whether it has room for the sender's address
 * @param badFrom whether that room is at a bad pointer
 * @param returnsFlags whether it returns msg_flags
 */
public record Receive(
    int thread,
    int description,
    int length,
    int sound,
    int flags,
    boolean asksFrom,
    boolean badFrom,
    boolean returnsFlags) {
  /** Whether copying so many bytes meets a bad pointer. */
  boolean faultsAt(int bytes) {
    return Math.min(bytes, length) > sound;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Receive that
        && that.thread == thread
        && that.description == description
        && that.length == length
        && that.sound == sound
        && that.flags == flags
        && that.asksFrom == asksFrom
        && that.badFrom == badFrom
        && that.returnsFlags == returnsFlags;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * (31 * thread + description) + length) + sound)
        + 8 * flags
        + (badFrom ? 4 : 0)
        + (asksFrom ? 2 : 0)
        + (returnsFlags ? 1 : 0);
  }
}
