// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;
import java.util.Optional;

/** One line of a script with the lines that belong to it. */
public sealed interface Statement {
  Location location();

  /**
   * A call: {@code A> n = recv(rx, 64, 0) = "x"}.
   *
   * @param thread the label, absent for the main thread
   * @param names what the returned descriptors are bound to; empty if nothing is bound
   * @param expectations empty if the model alone judges
   */
  record Make(
      Location location,
      Optional<String> thread,
      List<Name> names,
      CallExpression call,
      List<Expectation> expectations)
      implements Statement {
    public Make {
      names = List.copyOf(names);
      expectations = List.copyOf(expectations);
    }
  }

  /** A name that a statement binds. */
  record Name(Location location, String text) {}

  /** {@code recv(rx, 64, MSG_PEEK)} before it is resolved against the table of operations. */
  record CallExpression(Location location, String function, List<Value> arguments) {
    public CallExpression {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code A> returns "one"}: the call that thread sleeps in has returned by now. */
  record Returns(Location location, String thread, List<Expectation> expectations)
      implements Statement {
    public Returns {
      expectations = List.copyOf(expectations);
    }
  }

  /** {@code B> still blocked @ guard}: that thread still sleeps in its call. */
  record StillBlocked(Location location, String thread, Optional<Guard> guard)
      implements Statement {}

  /** {@code repeat 24 { ... }}. */
  record Repeat(Location location, int times, List<Statement> body) implements Statement {
    public Repeat {
      body = List.copyOf(body);
    }
  }

  /** {@code race { ... }}: the labelled calls inside run at once. */
  record Race(Location location, List<Statement> body) implements Statement {
    public Race {
      body = List.copyOf(body);
    }
  }

  /** {@code outcomes { ... }} after a race. */
  record Outcomes(Location location, List<OutcomeRow> rows) implements Statement {
    public Outcomes {
      rows = List.copyOf(rows);
    }
  }

  /**
   * {@code must "1", EAGAIN, blocks @ guard}: how often the outcome must be seen, and an end for
   * each call of the race.
   *
   * @param ends absent where the call sleeps when everything is quiet
   */
  record OutcomeRow(
      Location location, Frequency frequency, List<Optional<Result>> ends, Optional<Guard> guard) {
    public OutcomeRow {
      ends = List.copyOf(ends);
    }
  }

  /** How often an outcome of a race may be seen. */
  enum Frequency {
    MUST,
    MAY,
    NEVER
  }
}
