// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.List;

/**
 * A {@code struct msghdr} to receive into.
 *
 * @param rooms the buffers of msg_iov
 * @param name that of msg_name
 * @param control that of msg_control
 */
public record MessageRoom(List<Room> rooms, Room name, Room control) {
  public MessageRoom {
    rooms = List.copyOf(rooms);
  }
}
