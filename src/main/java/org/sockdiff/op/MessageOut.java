// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.script.Value;

/**
 * A {@code struct msghdr} to send: {@code {name: rx, iov: ["he", "llo"]}}.
 *
 * @param name msg_name, {@link SockAddr#NONE} for a null pointer
 * @param parts what the buffers of msg_iov hold
 * @param control what msg_control holds: {@code [IP_TTL: 3]}, its bytes, or a bad pointer
 */
record MessageOut(AddressArgument name, List<Payload> parts, Payload control) {
  private static final int LONGEST_NAME = 128;
  private static final Payload NONE = Payload.of(Bytes.EMPTY);

  MessageOut {
    parts = List.copyOf(parts);
  }

  /** The whole message. */
  Payload all() {
    Payload all = Payload.of(Bytes.EMPTY);
    for (Payload part : parts) {
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
    fields.add(Choices.pair(Choices.word("iov"), makeList(choices)));
    if (choices.in(1, 4)) {
      fields.add(Choices.pair(Choices.word("control"), makeControl(choices)));
    }
    return Choices.record(fields);
  }

  private static Value makeControl(Choices choices) {
    String name = choices.one(List.of("IP_TTL", "IP_TOS", "IPV6_TCLASS", "IPV6_HOPLIMIT"));
    int value = choices.one(List.of(-1, -1, 0, 1, 40, 255, 256));
    return Choices.list(List.of(Choices.pair(Choices.word(name), Choices.number(value))));
  }

  private static Value makeList(Choices choices) {
    List<Value> parts = new ArrayList<>();
    for (int count = choices.below(4); count > 0; count--) {
      parts.add(choices.data());
    }
    return Choices.list(parts);
  }

  /** The buffers alone: {@code ["he", "llo"]}. */
  static Param<MessageOut> list(String name) {
    return new Param<>(
            name,
            MessageOut.class,
            (scope, value) -> {
              List<Payload> parts = new ArrayList<>();
              for (Value part : Fields.list(value, "a list of buffers")) {
                parts.add(Param.data(scope, part));
              }
              return new MessageOut(new AddressArgument.Literal(SockAddr.NONE), parts, NONE)
                  .checked(value);
            })
        .madeBy(MessageOut::makeList);
  }

  private MessageOut checked(Value value) {
    if (parts.stream().mapToLong(Payload::length).sum() > Param.LONGEST_BUFFER) {
      throw Scope.wrong(
          value.location(), "a message has at most " + Param.LONGEST_BUFFER + " bytes");
    }
    return this;
  }

  /** A msg_namelen of 0 is as no name. Source: net/socket.c, __copy_msghdr. */
  private static AddressArgument name(Scope scope, Value value) {
    AddressArgument name = scope.address(value);
    if (name instanceof AddressArgument.Literal literal
        && literal.address() instanceof SockAddr.Raw raw) {
      if (raw.length() > LONGEST_NAME) {
        throw Scope.wrong(value.location(), "msg_name has at most " + LONGEST_NAME + " bytes");
      }
      return raw.length() == 0 ? new AddressArgument.Literal(SockAddr.NONE) : name;
    }
    return name;
  }

  static MessageOut read(Scope scope, Value value) {
    AddressArgument name = new AddressArgument.Literal(SockAddr.NONE);
    List<Payload> parts = new ArrayList<>();
    Payload control = NONE;
    for (Fields.Field field :
        Fields.of(
            value, "a message like {iov: [\"he\", \"llo\"]}", List.of("name", "iov", "control"))) {
      if (field.name().equals("name")) {
        name = name(scope, field.value());
      } else if (field.name().equals("control")) {
        control = ControlReader.sent(scope, field.value());
      } else {
        for (Value part : Fields.list(field.value(), "a list of buffers")) {
          parts.add(Param.data(scope, part));
        }
      }
    }
    return new MessageOut(name, parts, control).checked(value);
  }
}
