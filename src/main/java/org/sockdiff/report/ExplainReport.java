// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sockdiff.abi.Counters;
import org.sockdiff.check.OutcomeText;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketView;
import org.sockdiff.op.Call;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;
import org.sockdiff.target.Event;
import org.sockdiff.target.MadeCalls;
import org.sockdiff.target.ModelTarget;

/**
 * A script told step by step: each call with what it gives back and counts, the queues that it
 * changed before and after, and the rules that decided.
 */
public final class ExplainReport implements ModelTarget.Watcher, Profile.Watcher {
  private static final int LONGEST_PAYLOAD = 24;
  private static final int MOST_BOXES = 6;

  private final PrintStream out;
  private final Style style;
  private final Program program;
  private final OutcomeText text;
  private final MadeCalls calls;
  private final Map<Rule<?>, Enum<?>> asked = new LinkedHashMap<>();
  private final Map<Integer, String> lastReturns = new HashMap<>();

  public ExplainReport(PrintStream out, Style style, Program program) {
    this.out = out;
    this.style = style;
    this.program = program;
    this.text = new OutcomeText(program.descriptors());
    this.calls = new MadeCalls(program);
  }

  /** The title, and whose behaviour is told. */
  public void begin(Profile profile) {
    out.println(style.strong(program.id() + ": " + program.script().title()));
    out.println("as " + profile.name() + " does it");
    out.println();
  }

  @Override
  public void asked(Rule<?> rule, Enum<?> answer) {
    asked.put(rule, answer);
  }

  @Override
  public void acted(Program.Action action, Host before, Host after, List<Event> events) {
    List<String> others = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Called called) {
        calls.next(called.action(), called.thread());
      } else if (event instanceof Event.Returned returned) {
        Call call = callOf(returned.thread());
        String result = text.of(call, returned.outcome(), after);
        lastReturns.put(returned.thread(), result);
        if (action instanceof Program.Race) {
          others.add(labelOf(returned.thread()) + call + " " + result);
        } else if (returned.thread() != action.thread()) {
          others.add(
              "and thread " + program.threads().get(returned.thread()) + " returns " + result);
        }
      } else if (action instanceof Program.Race && event instanceof Event.Blocked blocked) {
        others.add(labelOf(blocked.thread()) + callOf(blocked.thread()) + " sleeps on");
      }
    }
    out.println(style.strong(headline(action, events)));
    others.forEach(other -> out.println("      " + other));
    for (SocketView view : after.views()) {
      Optional<SocketView> old =
          before.views().stream().filter(v -> v.id() == view.id()).findFirst();
      if (old.isEmpty() || !old.get().equals(view)) {
        draw(view, old, before, after);
      }
    }
    for (SocketView view : before.views()) {
      if (after.views().stream().noneMatch(v -> v.id() == view.id())) {
        out.println("      " + name(view) + " is gone, with what was queued");
      }
    }
    asked.forEach(
        (rule, answer) ->
            out.println(
                style.faint(
                    "      decided by " + rule.id() + " = " + answer + "   " + rule.source())));
    asked.clear();
    out.println();
  }

  private String headline(Program.Action action, List<Event> events) {
    String result =
        action instanceof Program.Awaited ? lastReturns.getOrDefault(action.thread(), "") : "";
    Counters moved = Counters.NONE;
    for (Event event : events) {
      if (event instanceof Event.Returned returned && returned.thread() == action.thread()) {
        result = lastReturns.getOrDefault(action.thread(), "");
      } else if (event instanceof Event.Blocked blocked && blocked.thread() == action.thread()) {
        result = blocked.deadline() ? "blocks for ever" : OutcomeText.BLOCKS;
      } else if (event instanceof Event.Counted counted) {
        moved = counted.moved();
      }
    }
    String line = String.valueOf(action.location().line());
    String call = what(action);
    String left = " ".repeat(Math.max(0, 4 - line.length())) + line + "  " + call;
    String right =
        (action instanceof Program.Sleeping ? "" : result) + (moved.isEmpty() ? "" : "  " + moved);
    return right.isEmpty() ? left : left + " ".repeat(Math.max(1, 52 - left.length())) + right;
  }

  private static String binding(Call call) {
    return call.results().isEmpty()
        ? ""
        : String.join(", ", call.results().stream().map(Fd::name).toList()) + " = ";
  }

  private String what(Program.Action action) {
    if (action instanceof Program.Do made) {
      return labelOf(made.thread()) + binding(made.call()) + made.call();
    } else if (action instanceof Program.Race race) {
      return "a race of "
          + race.threads().size()
          + " threads, here by turns; sockdiff race tells its outcomes";
    }
    return labelOf(action.thread())
        + (action instanceof Program.Awaited ? "returns" : "still blocked");
  }

  private String labelOf(int thread) {
    return thread == 0 ? "" : program.threads().get(thread) + "> ";
  }

  private Call callOf(int thread) {
    return calls
        .last(thread)
        .orElseThrow(() -> new IllegalStateException("thread " + thread + " made no call"));
  }

  private void draw(SocketView view, Optional<SocketView> old, Host before, Host after) {
    out.println("      " + name(view) + ": " + view.kind() + states(view));
    if (old.isPresent()
        && (!old.get().queue().equals(view.queue()) || old.get().charged() != view.charged())) {
      boxes("before", old.get(), before);
      boxes("after", view, after);
    }
  }

  private static String states(SocketView view) {
    return view.state().isEmpty() ? "" : ", " + String.join(", ", view.state());
  }

  private String name(SocketView view) {
    return program.descriptors().stream()
        .filter(fd -> fd.id() == view.id())
        .map(Fd::name)
        .findFirst()
        .orElse("socket " + view.id());
  }

  private void boxes(String when, SocketView view, Host host) {
    List<String> boxes = new ArrayList<>();
    for (SocketView.Queued queued : view.queue()) {
      if (boxes.size() == MOST_BOXES) {
        boxes.add("... " + (view.queue().size() - MOST_BOXES) + " more");
        break;
      }
      boxes.add(box(queued, host));
    }
    String charge = "   " + view.charged() + " of " + view.limit() + " bytes charged";
    String label = "        " + when + " ".repeat(7 - when.length());
    if (boxes.isEmpty()) {
      out.println(label + "  (empty)" + charge);
      return;
    }
    StringBuilder top = new StringBuilder(" ".repeat(label.length()) + "  ");
    StringBuilder middle = new StringBuilder(label + "  ");
    StringBuilder bottom = new StringBuilder(top);
    for (String box : boxes) {
      String line = "─".repeat(box.length() + 2);
      top.append('┌').append(line).append('┐');
      middle.append("│ ").append(box).append(" │");
      bottom.append('└').append(line).append('┘');
    }
    out.println(top);
    out.println(middle + charge);
    out.println(bottom);
  }

  private String box(SocketView.Queued queued, Host host) {
    String data =
        queued.payload().length() <= LONGEST_PAYLOAD
            ? queued.payload().toString()
            : queued.payload().first(LONGEST_PAYLOAD)
                + "... "
                + queued.payload().length()
                + " bytes";
    return data
        + " from "
        + text.address(queued.from(), host)
        + (queued.peeked() ? ", peeked" : "");
  }
}
