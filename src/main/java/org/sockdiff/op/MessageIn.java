// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.Room;
import org.sockdiff.script.Value;
import org.sockdiff.sys.Syscalls;

/**
 * A {@code struct msghdr} to receive into: {@code {iov: [2, 64]}}. A name is given only to have a
 * bad pointer: {@code {name: fault(16), iov: [64]}}.
 *
 * @param rooms the buffers of msg_iov
 * @param name the buffer of msg_name
 */
record MessageIn(List<Room> rooms, Room name) {
  MessageIn {
    rooms = List.copyOf(rooms);
  }

  static Param<MessageIn> param(String name) {
    return new Param<>(name, MessageIn.class, MessageIn::read).madeBy(MessageIn::make);
  }

  private static Value make(Choices choices) {
    List<Value> fields = new ArrayList<>();
    if (choices.in(1, 40)) {
      fields.add(Choices.pair(Choices.word("name"), Arguments.makeBadRoom(choices)));
    }
    fields.add(Choices.pair(Choices.word("iov"), makeList(choices)));
    return Choices.record(fields);
  }

  private static Value makeList(Choices choices) {
    List<Value> rooms = new ArrayList<>();
    for (int parts = choices.below(4); parts > 0; parts--) {
      rooms.add(Param.makeRoom(choices));
    }
    return Choices.list(rooms);
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
              return new MessageIn(rooms, Syscalls.ANY_NAME).checked(value);
            })
        .madeBy(MessageIn::makeList);
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
    for (Fields.Field field :
        Fields.of(value, "a message like {iov: [64]}", List.of("name", "iov"))) {
      if (field.name().equals("name")) {
        name = Arguments.badRoom(scope, field.value());
      } else {
        for (Value length : Fields.list(field.value(), "a list of lengths")) {
          rooms.add(Param.room(scope, length));
        }
      }
    }
    return new MessageIn(rooms, name).checked(value);
  }
}
