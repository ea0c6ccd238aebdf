// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.MsgFlag;
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
  private final List<String> words;
  private final Optional<Maker> maker;

  /** Makes up an argument. */
  @FunctionalInterface
  public interface Maker {
    Value make(Choices choices);
  }

  /**
   * A parameter.
   *
   * @param name as the man page calls it
   * @param reader resolves an argument; throws a ScriptException at its place if it cannot
   */
  public Param(String name, Class<T> type, BiFunction<Scope, Value, T> reader) {
    this(name, type, reader, List.of(), Optional.empty());
  }

  private Param(
      String name,
      Class<T> type,
      BiFunction<Scope, Value, T> reader,
      List<String> words,
      Optional<Maker> maker) {
    this.name = name;
    this.type = type;
    this.reader = reader;
    this.words = List.copyOf(words);
    this.maker = maker;
  }

  /** This parameter with a table that its arguments are read from; synonyms are left out. */
  Param<T> of(List<Constants.Constant> table) {
    Map<Long, String> names = new LinkedHashMap<>();
    table.forEach(constant -> names.putIfAbsent(constant.number(), constant.name()));
    return new Param<>(name, type, reader, List.copyOf(names.values()), maker);
  }

  /** This parameter with a way to make arguments up, so that calls with it can be generated. */
  Param<T> madeBy(Maker other) {
    return new Param<>(name, type, reader, words, Optional.of(other));
  }

  /** An argument that nobody wrote; empty if none can be made up. */
  public Optional<Value> made(Choices choices) {
    return maker.map(made -> made.make(choices));
  }

  /** The words of the table that its arguments are read from; empty if there is none. */
  public List<String> words() {
    return words;
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
    return new Param<>(name, Fd.class, Scope::fd).madeBy(Choices::descriptor);
  }

  /** The length of a buffer, in bytes. */
  static Param<Integer> length(String name) {
    return new Param<>(name, Integer.class, (scope, value) -> length(scope, value))
        .madeBy(choices -> Choices.number(choices.length()));
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
    return new Param<>(name, Room.class, (scope, value) -> room(scope, value))
        .madeBy(Param::makeRoom);
  }

  /** Most often a good buffer. */
  static Value makeRoom(Choices choices) {
    Value length = Choices.number(choices.length());
    return choices.in(1, 24) ? Choices.fault(length) : length;
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
    return constant("flags", "a MSG_ flag", Constants.MSG_FLAGS).madeBy(Param::makeMsgFlags);
  }

  /** The flags that matter most, often; any flag, now and then. */
  private static Value makeMsgFlags(Choices choices) {
    Set<String> flags = new LinkedHashSet<>();
    if (choices.receives() && choices.in(8, 20)) {
      flags.add(MsgFlag.MSG_PEEK.name());
    }
    if (choices.receives() && choices.in(3, 20)) {
      flags.add(MsgFlag.MSG_TRUNC.name());
    }
    if (choices.in(6, 20)) {
      flags.add(MsgFlag.MSG_DONTWAIT.name());
    }
    for (int more = 0; more < 2 && choices.in(9, 20); more++) {
      flags.add(choices.one(Constants.MSG_FLAGS).name());
    }
    return flags.isEmpty() ? Choices.number(0) : Choices.words(List.copyOf(flags));
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
            })
        .of(table)
        .madeBy(
            choices ->
                table.isEmpty()
                    ? Choices.number(choices.between(-1, 3))
                    : Choices.word(choices.one(table).name()));
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
            })
        .of(table)
        .madeBy(choices -> Choices.word(choices.one(table).name()));
  }

  /** Data to send. */
  static Param<Payload> data(String name) {
    return new Param<>(name, Payload.class, (scope, value) -> data(scope, value))
        .madeBy(Choices::data);
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
    return new Param<>(name, AddressArgument.class, Scope::address).madeBy(Choices::address);
  }
}
