// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.syntax.TraceReader;

/** Programs from text, and what was seen of them as text. */
final class Seen {
  private Seen() {}

  static Program program(String script) {
    return Binder.bind(TraceReader.parse("test.trace", "# A test.\n" + script)).get(0);
  }

  /**
   * A line for each event from an action on: the action, the thread's label ({@code main} if it has
   * none), and {@code = 5 "hello"}, {@code = EAGAIN}, {@code blocked}, {@code gave up}; or what
   * moved.
   */
  static List<String> from(int action, Recording recording) {
    List<String> lines = new ArrayList<>();
    for (Event event : recording.events()) {
      String text = text(recording.program(), event);
      if (event.action() >= action && !text.isEmpty()) {
        lines.add(event.action() + " " + text);
      }
    }
    return lines;
  }

  private static String text(Program program, Event event) {
    if (event instanceof Event.Returned returned) {
      return label(program, returned.thread()) + " = " + text(returned.outcome());
    }
    if (event instanceof Event.Blocked blocked) {
      return label(program, blocked.thread()) + (blocked.deadline() ? " gave up" : " blocked");
    }
    if (event instanceof Event.Counted counted && !counted.moved().isEmpty()) {
      return counted.moved().toString();
    }
    return "";
  }

  private static String text(Outcome outcome) {
    return outcome.match(
        returned ->
            returned.data().isEmpty()
                ? Long.toString(returned.value())
                : returned.value() + " " + returned.data(),
        failed -> failed.errno().name());
  }

  private static String label(Program program, int thread) {
    return thread == 0 ? "main" : program.threads().get(thread);
  }
}
