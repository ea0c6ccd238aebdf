// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Room;

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
 * @param control the room for control messages; empty of a call that returns neither these nor
 *     msg_flags
 */
public record Receive(
    int thread,
    int description,
    int length,
    int sound,
    int flags,
    boolean asksFrom,
    boolean badFrom,
    Optional<Room> control) {
  private static final Out NO_CONTROL = new Out.Control(List.of(), 0);

  /** Whether it returns msg_flags. */
  boolean returnsFlags() {
    return control.isPresent();
  }

  /** The out parameters without any control message. */
  Out nothingBeside() {
    return control.filter(room -> room.length() > 0).isPresent() ? NO_CONTROL : Out.NOTHING;
  }

  /** How it returns with a datagram's control messages. */
  Outcome.Returned beside(Host host, UdpSocket socket, SkBuff skb, Outcome.Returned returned) {
    if (control.isEmpty()) {
      return returned;
    }
    ControlRoom room = new ControlRoom(host, control.get());
    UdpControl.put(host, socket, skb, room);
    return new Outcome.Returned(
        returned.value(),
        returned.data(),
        returned.flags() | room.flags(),
        returned.from(),
        room.out());
  }

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
        && that.control.equals(control);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * (31 * thread + description) + length) + sound)
        + 8 * flags
        + (badFrom ? 4 : 0)
        + (asksFrom ? 2 : 0)
        + control.map(Room::length).orElse(-1);
  }
}
