// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.ControlMessage;
import org.sockdiff.abi.ControlType;
import org.sockdiff.abi.ControlValue;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;
import org.sockdiff.op.Signature;

/** Draws events that no kernel would show, but that a record must carry. */
final class EventGenerator {
  private final Program program;
  private final Random random;
  private final List<Event> events = new ArrayList<>();

  EventGenerator(Program program, long seed) {
    this.program = program;
    this.random = new Random(seed);
  }

  Recording recording() {
    for (Program.Action action : program.actions()) {
      if (action instanceof Program.Do made) {
        events.add(new Event.Called(action.index(), action.thread()));
        for (int returns = random.nextInt(3); returns > 0; returns--) {
          events.add(returned(action.index(), made.call()));
        }
      }
      if (random.nextBoolean()) {
        events.add(
            new Event.Blocked(
                action.index(), random.nextInt(program.threads().size()), random.nextBoolean()));
      }
      if (random.nextBoolean()) {
        events.add(new Event.Counted(action.index(), counters()));
      }
    }
    Optional<String> trouble =
        random.nextBoolean() ? Optional.empty() : Optional.of("a \"quoted\"\n\u0000\ud83d\ude00");
    return new Recording(program, events, trouble);
  }

  private Event returned(int action, Call call) {
    return new Event.Returned(
        action,
        call.thread(),
        random.nextInt(4) == 0 ? Outcome.failed(errno()) : outcome(call),
        random.nextBoolean() ? Optional.empty() : Optional.of(address()),
        random.nextBoolean() ? -1 : random.nextInt(1 << 30));
  }

  private Errno errno() {
    return any(List.of(Errno.values()));
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Outcome outcome(Call call) {
    return new Outcome.Returned(
        random.nextBoolean() ? random.nextLong() : random.nextInt(64),
        data(),
        random.nextBoolean() ? Outcome.NO_FLAGS : random.nextInt() >>> random.nextInt(32),
        address(),
        call.op().out(call) == Signature.OutKind.POLL ? items(call) : out());
  }

  private Bytes data() {
    int least = random.nextInt(4) * 32;
    byte[] bytes = new byte[random.nextInt(20)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (least + random.nextInt(random.nextBoolean() ? 32 : 160));
    }
    return Bytes.copyOf(bytes);
  }

  /** Few hosts and ports, so that many are addresses of sockets. */
  private SockAddr address() {
    int port = random.nextInt(3) * 32767;
    int host = random.nextInt(3) * 0x3f800000 + random.nextInt(2);
    return switch (random.nextInt(7)) {
      case 0 -> SockAddr.NONE;
      case 1 -> SockAddr.UNSPEC;
      case 2 -> SockAddr.UNDEFINED;
      case 3 -> new SockAddr.Inet6(random.nextInt(2), random.nextLong(), port);
      case 4 -> SockAddr.Inet6.mapped(host, port);
      default -> new SockAddr.Inet(host, port);
    };
  }

  private Out out() {
    return switch (random.nextInt(5)) {
      case 0 -> Out.NOTHING;
      case 1 -> new Out.Int(random.nextLong());
      case 2 -> new Out.Time(random.nextLong());
      case 3 -> control();
      default -> new Out.Address(address());
    };
  }

  private Out control() {
    List<ControlMessage> messages = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      messages.add(
          random.nextBoolean()
              ? ControlMessage.of(any(List.of(ControlType.values())), controlValue())
              : new ControlMessage(random.nextInt(), 4711, controlValue()));
    }
    return new Out.Control(messages, random.nextInt(1 << 20));
  }

  private ControlValue controlValue() {
    return switch (random.nextInt(5)) {
      case 0 -> new ControlValue.Int(random.nextLong());
      case 1 -> new ControlValue.Time(16, true);
      case 2 -> new ControlValue.Time(random.nextInt(16), false);
      case 3 -> new ControlValue.Raw(data());
      default -> ControlMessage.packetInfo(random.nextInt(), address(), address());
    };
  }

  private Out items(Call call) {
    List<Out> items = new ArrayList<>();
    for (int i = 0; i < call.pollDescriptors().size(); i++) {
      items.add(new Out.Int(random.nextInt(1 << 14)));
    }
    return new Out.Items(items);
  }

  private Counters counters() {
    Counters counters = Counters.NONE;
    for (int count = random.nextInt(4); count > 0; count--) {
      Counter counter = any(List.of(Counter.values()));
      counters = counters.plus(counter, random.nextBoolean() ? 1 : random.nextLong());
    }
    return counters;
  }
}
