// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;
import org.sockdiff.op.Signature;

/** Reads the events of one case, and checks that they can be events of its program. */
final class EventReader {
  private final Program program;
  private final List<Event> events = new ArrayList<>();
  private final MadeCalls calls;
  private int lastAction;

  EventReader(Program program) {
    this.program = program;
    this.calls = new MadeCalls(program);
  }

  List<Event> events() {
    return events;
  }

  void read(JsonObject line) {
    if (line.number(RecordKeys.SEQ) != events.size()) {
      throw line.wrong(
          "event " + line.number(RecordKeys.SEQ) + " stands where " + events.size() + " should");
    }
    Program.Action action = action(line);
    String kind = line.text(RecordKeys.EVENT);
    events.add(
        switch (kind) {
          case RecordKeys.CALL -> called(line, action);
          case RecordKeys.RETURN -> returned(line, action);
          case RecordKeys.BLOCKED ->
              new Event.Blocked(
                  action.index(),
                  thread(line),
                  line.has(RecordKeys.DEADLINE) && line.flag(RecordKeys.DEADLINE));
          case RecordKeys.COUNTERS -> new Event.Counted(action.index(), counters(line));
          default -> throw line.wrong("unknown event " + RecordException.quoted(kind));
        });
  }

  private Program.Action action(JsonObject line) {
    int last = program.actions().size() - 1;
    if (last < 0) {
      throw line.wrong("the script does nothing, so there is nothing to see");
    }
    Program.Action action = program.actions().get(line.number(RecordKeys.ACTION, lastAction, last));
    lastAction = action.index();
    if (line.number(RecordKeys.LINE) != action.location().line()) {
      throw line.wrong(
          "action "
              + action.index()
              + " stands on line "
              + action.location().line()
              + " of the script, not "
              + line.number(RecordKeys.LINE));
    }
    return action;
  }

  private int thread(JsonObject line) {
    String label = line.text(RecordKeys.THREAD);
    int thread = program.threads().indexOf(label);
    if (thread < 0) {
      throw line.wrong("the script has no thread " + RecordException.quoted(label));
    }
    return thread;
  }

  private Event called(JsonObject line, Program.Action action) {
    int thread = thread(line);
    Optional<Call> call = calls.next(action.index(), thread);
    if (call.isEmpty()) {
      throw line.wrong("the thread makes no call in action " + action.index());
    }
    sameCall(line, call.get());
    return new Event.Called(action.index(), thread);
  }

  private static void sameCall(JsonObject line, Call call) {
    String text = line.text(RecordKeys.CALL);
    if (!text.equals(call.toString())) {
      throw line.wrong(
          "the script's call is "
              + RecordException.quoted(call.toString())
              + ", not "
              + RecordException.quoted(text));
    }
  }

  private Event returned(JsonObject line, Program.Action action) {
    int thread = thread(line);
    Call call =
        calls.last(thread).orElseThrow(() -> line.wrong("a call returns that was not made"));
    sameCall(line, call);
    Optional<JsonObject> raw =
        line.has(RecordKeys.RAW) ? Optional.of(line.object(RecordKeys.RAW)) : Optional.empty();
    return new Event.Returned(
        action.index(),
        thread,
        outcome(line, raw.orElse(line), call),
        raw.filter(object -> object.has(RecordKeys.SOCKNAME))
            .map(object -> address(object, RecordKeys.SOCKNAME)),
        raw.filter(object -> object.has(RecordKeys.MICROS))
            .map(object -> object.number(RecordKeys.MICROS))
            .orElse(-1L));
  }

  private static Outcome outcome(JsonObject line, JsonObject raw, Call call) {
    long value = line.number(RecordKeys.RET);
    if (line.has(RecordKeys.ERRNO)) {
      if (value != -1) {
        throw line.wrong("a call that failed returns -1, not " + value);
      }
      return Outcome.failed(line.read(RecordKeys.ERRNO, "an errno", Errno::named));
    }
    return new Outcome.Returned(
        value,
        data(line),
        line.has(RecordKeys.FLAGS)
            ? line.read(RecordKeys.FLAGS, "flags like MSG_TRUNC", MsgFlag::parse)
            : Outcome.NO_FLAGS,
        line.has(RecordKeys.FROM)
            ? address(raw.has(RecordKeys.FROM) ? raw : line, RecordKeys.FROM)
            : SockAddr.NONE,
        line.has(RecordKeys.OUT) ? out(raw.has(RecordKeys.OUT) ? raw : line, call) : Out.NOTHING);
  }

  private static Bytes data(JsonObject line) {
    if (line.has(RecordKeys.HEX)) {
      if (line.has(RecordKeys.DATA)) {
        throw line.wrong("the data stand twice, as text and in hexadecimal");
      }
      return line.read(RecordKeys.HEX, "pairs of hexadecimal digits", EventReader::bytes);
    }
    if (!line.has(RecordKeys.DATA)) {
      return Bytes.EMPTY;
    }
    String text = line.text(RecordKeys.DATA);
    if (!text.chars().allMatch(RecordKeys::isText)) {
      throw line.wrong("'data' must be printable ASCII; other data stand in 'hex'");
    }
    return Bytes.copyOf(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Optional<Bytes> bytes(String hex) {
    try {
      return Optional.of(Bytes.copyOf(HexFormat.of().parseHex(hex)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static SockAddr address(JsonObject object, String key) {
    return object.read(key, "an address", SockAddr::parse);
  }

  private static Out out(JsonObject object, Call call) {
    Object value = object.value(RecordKeys.OUT);
    if (value instanceof Long number) {
      return new Out.Int(number);
    }
    if (value instanceof List<?>) {
      return items(object, call);
    }
    JsonObject inner = object.object(RecordKeys.OUT);
    if (inner.has(RecordKeys.CONTROL)) {
      return ControlJson.read(inner);
    }
    return inner.has(RecordKeys.MICROS)
        ? new Out.Time(inner.number(RecordKeys.MICROS))
        : new Out.Address(address(inner, RecordKeys.ADDRESS));
  }

  private static Out items(JsonObject object, Call call) {
    List<Out> items = new ArrayList<>();
    for (long number : object.list(RecordKeys.OUT, Long.class)) {
      items.add(new Out.Int(number));
    }
    boolean fits =
        call.op().out(call) == Signature.OutKind.POLL
            && call.pollDescriptors().size() == items.size();
    if (!fits) {
      throw object.wrong("'out' must have a number for each entry of a call of poll");
    }
    return new Out.Items(items);
  }

  private static Counters counters(JsonObject line) {
    JsonObject moved = line.object(RecordKeys.COUNTERS);
    Counters counters = Counters.NONE;
    for (String name : moved.keys()) {
      Counter counter = HeaderReader.counter(line, name);
      counters = counters.plus(counter, moved.number(name));
    }
    return counters;
  }
}
