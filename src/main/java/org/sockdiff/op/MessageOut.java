// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.script.Value;

/**
 * A {@code struct msghdr} to send: {@code {name: rx, iov: ["he", "llo"]}}.
 *
 * @param name msg_name, {@link SockAddr#NONE} for a null pointer
 * @param parts what the buffers of msg_iov hold
 */
record MessageOut(AddressArgument name, List<Bytes> parts) {
  MessageOut {
    parts = List.copyOf(parts);
  }

  /** The whole message. */
  Bytes all() {
    Bytes all = Bytes.EMPTY;
    for (Bytes part : parts) {
      all = all.plus(part);
    }
    return all;
  }

  static Param<MessageOut> param(String name) {
    return new Param<>(name, MessageOut.class, MessageOut::read).madeBy(MessageOut::make);
  }

  private static Value make(Choices choices) {
    List<Value> fields = new ArrayList<>();
    if (choices.in(1, 2)) {
      fields.add(Choices.pair(Choices.word("name"), choices.address()));
    }
    List<Value> parts = new ArrayList<>();
    for (int count = choices.below(4); count > 0; count--) {
      parts.add(choices.data());
    }
    fields.add(Choices.pair(Choices.word("iov"), Choices.list(parts)));
    return Choices.record(fields);
  }

  private static MessageOut read(Scope scope, Value value) {
    AddressArgument name = new AddressArgument.Literal(SockAddr.NONE);
    List<Bytes> parts = new ArrayList<>();
    for (Fields.Field field :
        Fields.of(value, "a message like {iov: [\"he\", \"llo\"]}", List.of("name", "iov"))) {
      if (field.name().equals("name")) {
        name = scope.address(field.value());
      } else {
        for (Value part : Fields.list(field.value(), "a list of buffers")) {
          parts.add(Param.data(scope, part));
        }
      }
    }
    if (parts.stream().mapToLong(Bytes::length).sum() > Param.LONGEST_BUFFER) {
      throw Scope.wrong(
          value.location(), "a message has at most " + Param.LONGEST_BUFFER + " bytes");
    }
    return new MessageOut(name, parts);
  }
}
