// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.model.Host;
import org.sockdiff.script.Value;

/** Arguments that several calls take. */
final class Arguments {
  private static final long MICROS_OF_MILLI = 1000;
  private static final long LONGEST_TIMEOUT = 60_000;

  /** What time-outs are generated from: most do not wait, as waiting takes time. */
  private static final List<Integer> TIMEOUTS = List.of(0, 0, 0, 0, 0, 0, 10, -1);

  private Arguments() {}

  /** The address in the model; a socket's own is what it is bound to now. */
  static SockAddr address(Host host, AddressArgument argument) {
    return argument instanceof AddressArgument.OfSocket socket
        ? host.addressOf(socket.fd().id())
        : ((AddressArgument.Literal) argument).address();
  }

  /**
   * A time-out in milliseconds: a number, or a duration; at most a minute, or negative for ever.
   */
  static Param<Integer> milliseconds(String name) {
    return new Param<>(
            name,
            Integer.class,
            (scope, given) -> {
              Value value = scope.resolve(given);
              long millis =
                  value instanceof Value.Duration duration
                      ? duration.micros() / MICROS_OF_MILLI
                      : Constants.read(scope, value, "a time-out in milliseconds", List.of());
              if (millis > LONGEST_TIMEOUT || millis < Integer.MIN_VALUE) {
                throw Scope.wrong(
                    value.location(), "a time-out is at most a minute, not " + millis + " ms");
              }
              return (int) millis;
            })
        .madeBy(choices -> Choices.number(choices.one(TIMEOUTS)));
  }

  /** Room for an address, which scripts give only to have a bad pointer: {@code fault(16)}. */
  static Param<Room> badRoom(String name) {
    return new Param<>(name, Room.class, Arguments::badRoom).madeBy(Arguments::makeBadRoom);
  }

  static Value makeBadRoom(Choices choices) {
    return Choices.fault(Choices.number(choices.one(List.of(0, 4, 16, 28, 128))));
  }

  static Room badRoom(Scope scope, Value given) {
    Value value = scope.resolve(given);
    if (value instanceof Value.Fault fault) {
      return new Room(Param.faultLength(scope, fault), true);
    }
    throw Scope.wrong(
        value.location(),
        "the address is a result: only fault(16) can stand here, not " + Scope.kind(value));
  }

  /** A number, or a duration in microseconds. */
  static Param<Long> optionValue(String name) {
    return new Param<>(
        name,
        Long.class,
        (scope, given) -> {
          Value value = scope.resolve(given);
          return value instanceof Value.Duration duration
              ? (Long) duration.micros()
              : (Long) Constants.read(scope, value, "a number or a duration", List.of());
        });
  }
}
