// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;

/**
 * Writes the events of one case, a line each; what may differ from run to run is in the last key.
 */
final class EventWriter {
  private static final HexFormat HEX = HexFormat.of();

  private final JsonGenerator json;
  private final Program program;
  private final SerializableString id;
  private final MadeCalls calls;
  private final SocketNames names = new SocketNames();
  private int seq;
  private boolean rawIsOpen;

  EventWriter(JsonGenerator json, Program program) {
    this.json = json;
    this.program = program;
    this.id = new SerializedString(program.id());
    this.calls = new MadeCalls(program);
  }

  void write(Event event) throws IOException {
    json.writeStartObject();
    json.writeFieldName(RecordKeys.CASE);
    json.writeString(id);
    json.writeNumberField(RecordKeys.SEQ, seq++);
    if (event instanceof Event.Called called) {
      start(called.thread(), RecordKeys.CALL, called.action());
      call(called);
    } else if (event instanceof Event.Returned returned) {
      start(returned.thread(), RecordKeys.RETURN, returned.action());
      returned(returned);
    } else if (event instanceof Event.Blocked blocked) {
      start(blocked.thread(), RecordKeys.BLOCKED, blocked.action());
      if (blocked.deadline()) {
        json.writeBooleanField(RecordKeys.DEADLINE, true);
      }
    } else if (event instanceof Event.Counted counted) {
      kind(RecordKeys.COUNTERS, counted.action());
      counters(counted);
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void start(int thread, String kind, int action) throws IOException {
    json.writeStringField(RecordKeys.THREAD, program.threads().get(thread));
    kind(kind, action);
  }

  private void kind(String kind, int action) throws IOException {
    json.writeStringField(RecordKeys.EVENT, kind);
    json.writeNumberField(RecordKeys.ACTION, action);
    json.writeNumberField(RecordKeys.LINE, program.actions().get(action).location().line());
  }

  private void call(Event.Called called) throws IOException {
    Optional<Call> call = calls.next(called.action(), called.thread());
    if (call.isPresent()) {
      json.writeStringField(RecordKeys.CALL, call.get().toString());
    }
  }

  private void counters(Event.Counted counted) throws IOException {
    json.writeObjectFieldStart(RecordKeys.COUNTERS);
    for (Map.Entry<Counter, Long> moved : counted.moved().asMap().entrySet()) {
      json.writeNumberField(moved.getKey().text(), moved.getValue());
    }
    json.writeEndObject();
  }

  private void returned(Event.Returned event) throws IOException {
    Optional<Call> call = calls.last(event.thread());
    if (call.isPresent()) {
      json.writeStringField(RecordKeys.CALL, call.get().toString());
      if (event.sockname().isPresent() && call.get().descriptor().isPresent()) {
        names.learn(call.get().descriptor().get(), event.sockname().get());
      }
    }
    json.writeNumberField(RecordKeys.RET, event.outcome().value());
    if (event.outcome() instanceof Outcome.Failed failed) {
      json.writeStringField(RecordKeys.ERRNO, failed.errno().name());
      sockname(event.sockname());
      raw(event);
    } else if (event.outcome() instanceof Outcome.Returned outcome) {
      outcome(event, outcome);
    }
  }

  private void outcome(Event.Returned event, Outcome.Returned outcome) throws IOException {
    data(outcome.data());
    if (outcome.flags() != Outcome.NO_FLAGS) {
      json.writeStringField(RecordKeys.FLAGS, MsgFlag.text(outcome.flags()));
    }
    boolean hasFrom = outcome.from() != SockAddr.NONE;
    boolean fromIsNamed = hasFrom && address(RecordKeys.FROM, outcome.from());
    boolean outIsNamed = false;
    if (!(outcome.out() instanceof Out.Nothing)) {
      json.writeFieldName(RecordKeys.OUT);
      outIsNamed = out(outcome.out(), true);
    }
    sockname(event.sockname());
    if (fromIsNamed) {
      openRaw();
      json.writeStringField(RecordKeys.FROM, outcome.from().toString());
    }
    if (outIsNamed) {
      openRaw();
      json.writeFieldName(RecordKeys.OUT);
      out(outcome.out(), false);
    }
    raw(event);
  }

  private void data(Bytes data) throws IOException {
    if (data.isEmpty()) {
      return;
    }
    byte[] bytes = data.toArray();
    if (isText(bytes)) {
      json.writeFieldName(RecordKeys.DATA);
      json.writeUTF8String(bytes, 0, bytes.length);
    } else {
      json.writeStringField(RecordKeys.HEX, HEX.formatHex(bytes));
    }
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (!RecordKeys.isText(b)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a socket's name stands in place of the address or its port. */
  private boolean address(String key, SockAddr address) throws IOException {
    String text = names.textOf(address);
    json.writeStringField(key, text);
    return !text.equals(address.toString());
  }

  private boolean out(Out out, boolean named) throws IOException {
    boolean isNamed = false;
    if (out instanceof Out.Int number) {
      json.writeNumber(number.value());
    } else if (out instanceof Out.Time time) {
      json.writeStartObject();
      json.writeNumberField(RecordKeys.MICROS, time.micros());
      json.writeEndObject();
    } else if (out instanceof Out.Address address) {
      json.writeStartObject();
      if (named) {
        isNamed = address(RecordKeys.ADDRESS, address.address());
      } else {
        json.writeStringField(RecordKeys.ADDRESS, address.address().toString());
      }
      json.writeEndObject();
    } else if (out instanceof Out.Control control) {
      ControlJson.write(json, control);
    } else if (out instanceof Out.Items items) {
      json.writeStartArray();
      for (Out item : items.items()) {
        isNamed |= out(item, named);
      }
      json.writeEndArray();
    } else {
      json.writeNull();
    }
    return isNamed;
  }

  private void sockname(Optional<SockAddr> sockname) throws IOException {
    if (sockname.isPresent()) {
      json.writeStringField(RecordKeys.SOCKNAME, SocketNames.withPort(sockname.get(), "*"));
    }
  }

  private void openRaw() throws IOException {
    if (!rawIsOpen) {
      json.writeObjectFieldStart(RecordKeys.RAW);
      rawIsOpen = true;
    }
  }

  /** Ends the raw values with those that every return may have. */
  private void raw(Event.Returned event) throws IOException {
    if (event.sockname().isPresent()) {
      openRaw();
      json.writeStringField(RecordKeys.SOCKNAME, event.sockname().get().toString());
    }
    if (event.micros() >= 0) {
      openRaw();
      json.writeNumberField(RecordKeys.MICROS, event.micros());
    }
    if (rawIsOpen) {
      json.writeEndObject();
      rawIsOpen = false;
    }
  }
}
