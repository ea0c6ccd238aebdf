// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;
import org.sockdiff.op.Signature;

/**
 * What was seen of a case as a text for each action, without what a kernel chooses: two recordings
 * have the same texts if nobody could tell them apart but by ports, descriptors and times.
 */
public final class Transcript {
  private static final int LONGEST_DATA = 64;

  private final Program program;
  private final Map<Integer, Map<Integer, List<String>>> texts = new TreeMap<>();
  private final MadeCalls calls;
  private final SocketNames names = new SocketNames();

  private Transcript(Program program) {
    this.program = program;
    this.calls = new MadeCalls(program);
  }

  /** The text of each action that something was seen of, by its index. */
  public static Map<Integer, String> of(Recording recording) {
    Transcript transcript = new Transcript(recording.program());
    recording.events().forEach(transcript::add);
    Map<Integer, String> whole = new TreeMap<>();
    transcript.texts.forEach(
        (action, threads) ->
            whole.put(
                action,
                threads.values().stream().flatMap(List::stream).collect(Collectors.joining("; "))));
    return whole;
  }

  private void add(Event event) {
    if (event instanceof Event.Called called) {
      calls.next(called.action(), called.thread());
    } else if (event instanceof Event.Returned returned) {
      part(event, returned.thread())
          .add(label(returned.thread(), event.action()) + returned(returned));
    } else if (event instanceof Event.Blocked blocked) {
      part(event, blocked.thread())
          .add(
              label(blocked.thread(), event.action())
                  + (blocked.deadline() ? "blocks to the deadline" : "blocks"));
    } else if (event instanceof Event.Counted counted && !counted.moved().isEmpty()) {
      part(event, Integer.MAX_VALUE).add(counted.moved().toString());
    }
  }

  /** The texts of a thread; in what order several came back within an action is chance. */
  private List<String> part(Event event, int thread) {
    return texts
        .computeIfAbsent(event.action(), a -> new TreeMap<>())
        .computeIfAbsent(thread, t -> new ArrayList<>());
  }

  private String label(int thread, int action) {
    return thread == program.actions().get(action).thread()
        ? ""
        : program.threads().get(thread) + "> ";
  }

  private String returned(Event.Returned event) {
    Call call =
        calls
            .last(event.thread())
            .orElseThrow(() -> new IllegalStateException("a return without a call: " + event));
    if (event.sockname().isPresent() && call.descriptor().isPresent()) {
      names.learn(call.descriptor().get(), event.sockname().get());
    }
    return event.outcome().match(seen -> "= " + value(call, seen), failed -> "= " + failed.errno());
  }

  private String value(Call call, Outcome.Returned seen) {
    Signature signature = call.op().signature();
    if (signature.descriptors() > 0) {
      return "a descriptor";
    }
    StringBuilder text = new StringBuilder();
    if (signature.returnsData()) {
      text.append(seen.value() == seen.data().length() ? "" : seen.value() + " ");
      text.append(
          seen.data().length() <= LONGEST_DATA
              ? seen.data().toString()
              : seen.data().first(LONGEST_DATA)
                  + " ... ("
                  + seen.data().length()
                  + " bytes, "
                  + Integer.toHexString(seen.data().hashCode())
                  + ")");
    } else if (seen.out() instanceof Out.Nothing) {
      text.append(seen.value());
    }
    if (!(seen.out() instanceof Out.Nothing)) {
      text.append(text.length() == 0 ? "" : " ").append(out(call, seen.out()));
    }
    if (seen.flags() > 0) {
      text.append(' ').append(MsgFlag.text(seen.flags()));
    }
    if (signature.returnsFrom()) {
      text.append(" from ").append(address(seen.from()));
    }
    return text.toString();
  }

  private String out(Call call, Out out) {
    if (out instanceof Out.Int number) {
      return call.op().out(call) == Signature.OutKind.ERRNO && number.value() != 0
          ? Errno.of((int) number.value()).name()
          : Long.toString(number.value());
    } else if (out instanceof Out.Time time) {
      return time.micros() + "us";
    } else if (out instanceof Out.Address address) {
      return address(address.address());
    } else if (out instanceof Out.Items items) {
      return items(call, items);
    }
    return out.toString();
  }

  private String items(Call call, Out.Items items) {
    List<String> texts = new ArrayList<>();
    for (Out item : items.items()) {
      texts.add(
          item instanceof Out.Int events && !call.pollDescriptors().isEmpty()
              ? call.pollDescriptors().get(texts.size()).name()
                  + ": "
                  + PollFlag.text((int) events.value())
              : out(call, item));
    }
    return "[" + String.join(", ", texts) + "]";
  }

  private String address(SockAddr address) {
    return names.textOf(address);
  }
}
