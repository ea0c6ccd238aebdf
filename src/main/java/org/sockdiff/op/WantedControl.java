// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.BytePattern;
import org.sockdiff.abi.ControlMessage;
import org.sockdiff.abi.ControlType;
import org.sockdiff.abi.ControlValue;
import org.sockdiff.abi.Out;

/**
 * The control messages that an author expects of recvmsg: all of them, in order.
 *
 * <p>Of a structure the fields that are not written are not asserted.
 */
record WantedControl(List<Message> messages) implements Wanted.Written {
  WantedControl {
    messages = List.copyOf(messages);
  }

  /** A message. */
  record Message(ControlType type, Pattern pattern) {
    boolean matches(ControlMessage actual) {
      return actual.type().filter(found -> found == type).isPresent()
          && pattern.matches(actual.value());
    }
  }

  /** What a message holds. */
  sealed interface Pattern {
    boolean matches(ControlValue actual);
  }

  /** {@code _}. */
  record AnyValue() implements Pattern {
    @Override
    public boolean matches(ControlValue actual) {
      return true;
    }
  }

  /** This value. */
  record Exactly(ControlValue value) implements Pattern {
    @Override
    public boolean matches(ControlValue actual) {
      return value.equals(actual);
    }
  }

  /** These bytes, of a message that was cut off. */
  record TheseBytes(BytePattern bytes, boolean prefix) implements Pattern {
    @Override
    public boolean matches(ControlValue actual) {
      if (actual instanceof ControlValue.Time time) {
        return !time.whole() && bytes.length() == time.length();
      }
      return actual instanceof ControlValue.Raw raw
          && (prefix ? bytes.matchesStartOf(raw.bytes()) : bytes.matches(raw.bytes()));
    }
  }

  /** A structure that has these fields, among others. */
  record SomeFields(List<Field> fields) implements Pattern {
    SomeFields {
      fields = List.copyOf(fields);
    }

    @Override
    public boolean matches(ControlValue actual) {
      return actual instanceof ControlValue.Fields found
          && fields.stream()
              .allMatch(
                  field -> found.named(field.name()).filter(field.pattern()::matches).isPresent());
    }
  }

  /** A field of a structure. */
  record Field(String name, Pattern pattern) {}

  @Override
  public boolean matches(Out out) {
    if (!(out instanceof Out.Control control) || control.messages().size() != messages.size()) {
      return false;
    }
    for (int i = 0; i < messages.size(); i++) {
      if (!messages.get(i).matches(control.messages().get(i))) {
        return false;
      }
    }
    return true;
  }
}
