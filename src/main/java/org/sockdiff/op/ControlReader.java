// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.ControlBuffer;
import org.sockdiff.abi.ControlMessage;
import org.sockdiff.abi.ControlType;
import org.sockdiff.abi.ControlValue;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.script.Value;

/** Control messages as scripts write them: {@code [IP_TTL: 64, IP_TOS: 16]}. */
final class ControlReader {
  private static final int MOST_BYTES = 4096;

  private ControlReader() {}

  /** What msg_control holds: a list of messages, bytes, or a bad pointer. */
  static Payload sent(Scope scope, Value given) {
    Value value = scope.resolve(given);
    if (value instanceof Value.Int) {
      throw Scope.wrong(
          value.location(), "expected control messages like [IP_TTL: 3], found a number");
    }
    Payload control =
        value instanceof Value.ListOf list
            ? Payload.of(ControlBuffer.encode(messages(scope, list)))
            : Param.data(scope, value);
    if (control.length() > MOST_BYTES) {
      throw Scope.wrong(
          value.location(), "control messages have at most " + MOST_BYTES + " bytes in all");
    }
    return control;
  }

  private static List<ControlMessage> messages(Scope scope, Value.ListOf list) {
    List<ControlMessage> messages = new ArrayList<>();
    for (Value entry : list.values()) {
      Value.Pair pair = pair(entry);
      ControlType type = type(pair.left());
      ControlValue value = value(scope, pair.right());
      if (type.encode(value).isEmpty()) {
        throw Scope.wrong(
            pair.right().location(), "the value of " + type + " is like " + type.example());
      }
      messages.add(ControlMessage.of(type, value));
    }
    return messages;
  }

  /** What msg_control is expected to hold, all of it, in order; values may be {@code _}. */
  static WantedControl wanted(Scope scope, Value.ListOf list) {
    List<WantedControl.Message> messages = new ArrayList<>();
    for (Value entry : list.values()) {
      Value.Pair pair = pair(entry);
      messages.add(new WantedControl.Message(type(pair.left()), pattern(scope, pair.right())));
    }
    return new WantedControl(messages);
  }

  private static Value.Pair pair(Value entry) {
    if (entry instanceof Value.Pair pair) {
      return pair;
    }
    throw Scope.wrong(
        entry.location(), "expected a control message like IP_TTL: 64, found " + Scope.kind(entry));
  }

  private static ControlType type(Value value) {
    if (!(value instanceof Value.Words words) || words.words().size() != 1) {
      throw Scope.wrong(
          value.location(), "expected a type of control messages, found " + Scope.kind(value));
    }
    String name = words.words().get(0);
    return ControlType.named(name)
        .orElseThrow(
            () ->
                Scope.wrong(
                    value.location(),
                    "unknown control message '"
                        + name
                        + "'"
                        + Suggestion.among(name, ControlType.names())));
  }

  private static WantedControl.Pattern pattern(Scope scope, Value given) {
    Value value = scope.resolve(given);
    if (value instanceof Value.Anything) {
      return new WantedControl.AnyValue();
    }
    if (value instanceof Value.Hex hex) {
      return new WantedControl.TheseBytes(hex.bytes(), hex.prefix());
    }
    if (value instanceof Value.Rec rec) {
      List<WantedControl.Field> fields = new ArrayList<>();
      for (Value entry : rec.entries()) {
        Value.Pair pair = pair(entry);
        fields.add(new WantedControl.Field(fieldName(pair.left()), pattern(scope, pair.right())));
      }
      return new WantedControl.SomeFields(fields);
    }
    return new WantedControl.Exactly(value(scope, value));
  }

  private static ControlValue value(Scope scope, Value given) {
    Value value = scope.resolve(given);
    if (value instanceof Value.Rec rec) {
      List<ControlValue.Field> fields = new ArrayList<>();
      for (Value entry : rec.entries()) {
        Value.Pair pair = pair(entry);
        fields.add(new ControlValue.Field(fieldName(pair.left()), value(scope, pair.right())));
      }
      return new ControlValue.Fields(fields);
    }
    if (value instanceof Value.Address || value instanceof Value.Pair) {
      return new ControlValue.Host(host(scope, value));
    }
    if (value instanceof Value.Hex) {
      return new ControlValue.Raw(Param.data(scope, value).bytes());
    }
    if (value instanceof Value.Words words && words.words().size() == 1) {
      Optional<Errno> errno = Errno.named(words.words().get(0));
      if (errno.isPresent()) {
        return new ControlValue.Int(errno.get().number());
      }
    }
    return new ControlValue.Int(Constants.read(scope, value, "a number", Constants.ERROR_ORIGINS));
  }

  private static SockAddr host(Scope scope, Value value) {
    return value instanceof Value.Address address
        ? Addresses.host(address)
        : ((AddressArgument.Literal) scope.address(value)).address();
  }

  private static String fieldName(Value value) {
    if (value instanceof Value.Words words && words.words().size() == 1) {
      return words.words().get(0);
    }
    throw Scope.wrong(value.location(), "expected a field's name, found " + Scope.kind(value));
  }
}
