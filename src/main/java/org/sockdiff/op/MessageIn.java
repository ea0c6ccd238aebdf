// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.Room;
import org.sockdiff.script.Value;
import org.sockdiff.sys.Syscalls;

/**
 * A {@code struct msghdr} to receive into: {@code {iov: [2, 64]}}. A name is given only to have a
 * bad pointer: {@code {name: fault(16), iov: [64]}}. Room for control messages is their bytes in
 * all: {@code {iov: [64], control: 128}}.
 *
 * @param rooms the buffers of msg_iov
 * @param name the buffer of msg_name
 * @param control that of msg_control
 */
record MessageIn(List<Room> rooms, Room name, Room control) {
  private static final int MOST_CONTROL = 4096;
  private static final Room NONE = Room.of(0);

  MessageIn {
    rooms = List.copyOf(rooms);
  }

  static Param<MessageIn> param(String name) {
    return new Param<>(name, MessageIn.class, MessageIn::read);
  }

  /** The buffers alone: {@code [2, 64]}. */
  static Param<MessageIn> list(String name) {
    return new Param<>(
        name,
        MessageIn.class,
        (scope, value) -> {
          List<Room> rooms = new ArrayList<>();
          for (Value length : Fields.list(value, "a list of lengths")) {
            rooms.add(Param.room(scope, length));
          }
          return new MessageIn(rooms, Syscalls.ANY_NAME, NONE).checked(value);
        });
  }

  private MessageIn checked(Value value) {
    if (rooms.stream().mapToLong(Room::length).sum() > Param.LONGEST_BUFFER) {
      throw Scope.wrong(
          value.location(), "a message has at most " + Param.LONGEST_BUFFER + " bytes");
    }
    return this;
  }

  private static MessageIn read(Scope scope, Value value) {
    List<Room> rooms = new ArrayList<>();
    Room name = Syscalls.ANY_NAME;
    Room control = NONE;
    for (Fields.Field field :
        Fields.of(value, "a message like {iov: [64]}", List.of("name", "iov", "control"))) {
      if (field.name().equals("name")) {
        name = Arguments.badRoom(scope, field.value());
      } else if (field.name().equals("control")) {
        control = control(scope, field.value());
      } else {
        for (Value length : Fields.list(field.value(), "a list of lengths")) {
          rooms.add(Param.room(scope, length));
        }
      }
    }
    return new MessageIn(rooms, name, control).checked(value);
  }

  private static Room control(Scope scope, Value value) {
    Room room = Param.room(scope, value);
    if (room.length() > MOST_CONTROL) {
      throw Scope.wrong(
          value.location(), "room for control messages is at most " + MOST_CONTROL + " bytes");
    }
    return room;
  }
}
