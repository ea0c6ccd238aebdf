// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a control message holds; prints as a script writes it. */
public sealed interface ControlValue {
  /** An integer: a TTL, a count of drops. */
  record Int(long value) implements ControlValue {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /**
   * A time of the kernel's clock, which nobody can predict: two of one length are equal.
   *
   * @param length how many bytes of it there are
   * @param whole whether these are all
   */
  record Time(int length, boolean whole) implements ControlValue {
    @Override
    public String toString() {
      return whole ? "_" : "x\"" + ".. ".repeat(length).trim() + "\"";
    }
  }

  /** An address of a host; the port is left away if it is 0. */
  record Host(SockAddr address) implements ControlValue {
    @Override
    public String toString() {
      String text = address.toString();
      return address.port() == 0 && text.endsWith(":0")
          ? text.substring(0, text.length() - 2)
          : text;
    }
  }

  /** A structure. */
  record Fields(List<Field> fields) implements ControlValue {
    public Fields {
      fields = List.copyOf(fields);
    }

    public static Fields of(Field... fields) {
      return new Fields(List.of(fields));
    }

    /** The value of a field; empty if there is none of this name. */
    public Optional<ControlValue> named(String name) {
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .map(Field::value)
          .findFirst();
    }

    @Override
    public String toString() {
      return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** A field of a structure; of one named {@code errno} the number is printed as its name. */
  record Field(String name, ControlValue value) {
    private static final String ERRNO = "errno";

    @Override
    public String toString() {
      return name
          + ": "
          + (name.equals(ERRNO) && value instanceof Int number
              ? errnoText(number)
              : value.toString());
    }

    private static String errnoText(Int number) {
      return Arrays.stream(Errno.values())
          .filter(errno -> errno.number() == number.value())
          .findFirst()
          .map(Errno::name)
          .orElseGet(number::toString);
    }
  }

  /** Bytes: of a type without a name, or a value that was cut off. */
  record Raw(Bytes bytes) implements ControlValue {
    @Override
    public String toString() {
      return BytePattern.of(bytes).toString();
    }
  }
}
