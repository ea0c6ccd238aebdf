// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.script.Location;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.Value;
import org.sockdiff.sys.Syscalls;

/**
 * {@code sleep(20ms)}: lets time pass, and promises nothing about what others do meanwhile. It is
 * made by {@code poll(2)} without descriptors, in whole milliseconds.
 */
final class Sleep implements Op {
  /** How long a script may sleep altogether, in milliseconds. */
  static final int LONGEST = 1000;

  private static final long MICROS_OF_MILLI = 1000;
  private static final Param<Integer> TIME =
      new Param<>("time", Integer.class, Sleep::millis)
          .madeBy(choices -> new Value.Duration(Choices.HERE, MICROS_OF_MILLI, "1ms"));
  private static final Signature SIGNATURE =
      Signature.of("sleep", 7, TIME).returning(Signature.OutKind.POLL);

  private static Integer millis(Scope scope, Value given) {
    Value value = scope.resolve(given);
    if (!(value instanceof Value.Duration duration)) {
      throw Scope.wrong(
          value.location(), "expected a duration such as 20ms, not " + Scope.kind(value));
    }
    if (duration.micros() % MICROS_OF_MILLI != 0) {
      throw Scope.wrong(value.location(), "a sleep is in whole milliseconds");
    }
    if (duration.micros() > LONGEST * MICROS_OF_MILLI) {
      throw tooLong(value.location());
    }
    return (int) (duration.micros() / MICROS_OF_MILLI);
  }

  static ScriptException tooLong(Location place) {
    return Scope.wrong(place, "a trace may sleep for a second altogether");
  }

  /** How long a call sleeps, in milliseconds; 0 if it is another call. */
  static int millis(Call call) {
    return call.op() instanceof Sleep ? call.get(TIME) : 0;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.poll(host, call.thread(), List.of(), call.get(TIME));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.poll(List.of(), call.get(TIME));
  }
}
