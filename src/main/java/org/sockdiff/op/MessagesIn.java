// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.MessageRoom;
import org.sockdiff.abi.Room;
import org.sockdiff.script.Value;

/** Messages to receive into: {@code [{iov: [64]}, {iov: [2, 64], control: 64}]}. */
record MessagesIn(List<MessageRoom> rooms) {
  /** The most messages that one call takes here. */
  static final int MOST = 64;

  MessagesIn {
    rooms = List.copyOf(rooms);
  }

  static Param<MessagesIn> param(String name) {
    return new Param<>(name, MessagesIn.class, MessagesIn::read);
  }

  private static MessagesIn read(Scope scope, Value value) {
    List<MessageRoom> rooms = new ArrayList<>();
    long total = 0;
    for (Value entry : list(value)) {
      MessageIn message = MessageIn.read(scope, entry);
      total += message.rooms().stream().mapToLong(Room::length).sum();
      rooms.add(new MessageRoom(message.rooms(), message.name(), message.control()));
    }
    if (total > Param.LONGEST_BUFFER) {
      throw Scope.wrong(
          value.location(),
          "the messages of one call have at most " + Param.LONGEST_BUFFER + " bytes");
    }
    return new MessagesIn(rooms);
  }

  static List<Value> list(Value value) {
    List<Value> entries = Fields.list(value, "a list of messages like [{iov: [64]}]");
    if (entries.size() > MOST) {
      throw Scope.wrong(value.location(), "one call takes at most " + MOST + " messages");
    }
    return entries;
  }
}
