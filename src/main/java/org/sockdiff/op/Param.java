// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.function.BiFunction;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.Room;
import org.sockdiff.script.Value;

/**
 * A parameter that scripts give an argument for.
 *
 * @param <T> what an argument is resolved to
 */
public final class Param<T> {
  private final String name;
  private final Class<T> type;
  private final BiFunction<Scope, Value, T> reader;

  /**
   * A parameter.
   *
   * @param name as the man page calls it
   * @param reader resolves an argument; throws a ScriptException at its place if it cannot
   */
  public Param(String name, Class<T> type, BiFunction<Scope, Value, T> reader) {
    this.name = name;
    this.type = type;
    this.reader = reader;
  }

  public String name() {
    return name;
  }

  T read(Scope scope, Value value) {
    return reader.apply(scope, value);
  }

  T cast(Object argument) {
    return type.cast(argument);
  }

  // The kinds that calls share.

  /** Bytes that one buffer may hold at most. */
  static final int LONGEST_BUFFER = 128 * 1024;

  /** A descriptor: a name, or a number that cannot be open. */
  static Param<Fd> fd(String name) {
    return new Param<>(name, Fd.class, Scope::fd);
  }

  /** The length of a buffer, in bytes. */
  static Param<Integer> length(String name) {
    return new Param<>(name, Integer.class, (scope, value) -> length(scope, value));
  }

  static int length(Scope scope, Value value) {
    long length = Constants.read(scope, value, "a length in bytes", List.of());
    if (length < 0 || length > LONGEST_BUFFER) {
      throw Scope.wrong(
          value.location(), "a buffer has 0 to " + LONGEST_BUFFER + " bytes, not " + length);
    }
    return (int) length;
  }

  /** A buffer to receive into: its length, or {@code fault(64)}. */
  static Param<Room> room(String name) {
    return new Param<>(name, Room.class, (scope, value) -> room(scope, value));
  }

  static Room room(Scope scope, Value given) {
    Value value = scope.resolve(given);
    return value instanceof Value.Fault fault
        ? new Room(faultLength(scope, fault), true)
        : Room.of(length(scope, value));
  }

  static int faultLength(Scope scope, Value.Fault fault) {
    if (fault.arguments().size() != 1) {
      throw Scope.wrong(fault.location(), "fault(64) takes one length");
    }
    return length(scope, fault.arguments().get(0));
  }

  /** MSG_ flags. */
  static Param<Integer> msgFlags() {
    return constant("flags", "a MSG_ flag", Constants.MSG_FLAGS);
  }

  /** One of a table's numbers, several of them joined by {@code |}, or a number. */
  static Param<Integer> constant(String name, String what, List<Constants.Constant> table) {
    return new Param<>(
        name,
        Integer.class,
        (scope, value) -> {
          long number = Constants.read(scope, value, what, table);
          if (number < Integer.MIN_VALUE || number > 0xffff_ffffL) {
            throw Scope.wrong(value.location(), name + " is a 32-bit number, not " + number);
          }
          return (int) number;
        });
  }

  /** One of a table's numbers, by name only. */
  static Param<Integer> oneOf(String name, String what, List<Constants.Constant> table) {
    return new Param<>(
        name,
        Integer.class,
        (scope, value) -> {
          if (!(value instanceof Value.Words)) {
            throw Scope.wrong(
                value.location(), "expected " + what + ", found " + Scope.kind(value));
          }
          return (int) Constants.read(scope, value, what, table);
        });
  }

  /** Data to send. */
  static Param<Payload> data(String name) {
    return new Param<>(name, Payload.class, (scope, value) -> data(scope, value));
  }

  static Payload data(Scope scope, Value given) {
    Value value = scope.resolve(given);
    return value instanceof Value.Fault fault
        ? Payload.faulty(faultLength(scope, fault))
        : Payload.of(bytes(value));
  }

  private static Bytes bytes(Value value) {
    if (value instanceof Value.Text text && !text.prefix()) {
      if ((long) text.bytes().length() * text.repeat() > LONGEST_BUFFER) {
        throw Scope.wrong(value.location(), "a buffer has at most " + LONGEST_BUFFER + " bytes");
      }
      return text.bytes().times(text.repeat());
    }
    if (value instanceof Value.Hex hex && hex.bytes().isExact() && !hex.prefix()) {
      return hex.bytes().bytes();
    }
    throw Scope.wrong(
        value.location(),
        value instanceof Value.Text || value instanceof Value.Hex
            ? "data to send has no wildcards"
            : "expected data, found " + Scope.kind(value));
  }

  /** An address, or the name of a socket for its own. */
  static Param<AddressArgument> address(String name) {
    return new Param<>(name, AddressArgument.class, Scope::address);
  }
}
