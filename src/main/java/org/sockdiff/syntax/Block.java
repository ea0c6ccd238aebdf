// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sockdiff.script.Location;
import org.sockdiff.script.Statement;

/** A block that is still open while its lines are read. */
final class Block {
  /** What opened the block; {@code BROKEN} is a line with a mistake that ended in a brace. */
  enum Kind {
    SCRIPT,
    REPEAT,
    RACE,
    OUTCOMES,
    BROKEN
  }

  final Kind kind;
  final Location location;
  final int times;

  /** How often a statement in here is made, capped where it is too often anyway. */
  final long factor;

  final List<Statement> body = new ArrayList<>();
  final List<Statement.OutcomeRow> rows = new ArrayList<>();

  /** In a block of outcomes: how many results each needs; 0 if that is not known. */
  int callsOfRace;

  /** Whether a line in here could not be read, so that nothing is said of what is missing. */
  boolean damaged;

  Block(Kind kind, Location location, int times, long outerFactor) {
    this.kind = kind;
    this.location = location;
    this.times = times;
    this.factor = Math.min(outerFactor * times, Limits.STATEMENTS + 1L);
  }

  /** How many calls the race has that was the last statement in here; 0 if it was none. */
  int callsOfLastRace() {
    return !body.isEmpty() && body.get(body.size() - 1) instanceof Statement.Race race
        ? race.body().size()
        : 0;
  }

  void add(Statement.OutcomeRow row, Errors errors) {
    int results = row.ends().size();
    if (callsOfRace != 0 && results != callsOfRace) {
      errors.add(
          row.location(),
          "an outcome has a result for each of the "
              + callsOfRace
              + " calls of the race, not "
              + results);
    }
    rows.add(row);
  }

  /** Why another block cannot stand in here. */
  String refusal() {
    return kind == Kind.RACE ? "cannot stand in a race" : "cannot stand in 'outcomes {'";
  }

  void neverClosed(Errors errors) {
    if (kind != Kind.BROKEN) {
      errors.add(location, "missing '}': this block is never closed");
    }
  }

  /** What the block means, now that it is closed; an empty one is an error. */
  @Nullable Statement statement(Errors errors) {
    return switch (kind) {
      case REPEAT -> {
        check(errors, !body.isEmpty(), "nothing to repeat");
        yield new Statement.Repeat(location, times, body);
      }
      case RACE -> {
        check(errors, !body.isEmpty(), "a race needs calls");
        yield new Statement.Race(location, body);
      }
      case OUTCOMES -> {
        check(errors, !rows.isEmpty(), "no outcome");
        yield new Statement.Outcomes(location, rows);
      }
      case SCRIPT, BROKEN -> null;
    };
  }

  private void check(Errors errors, boolean holds, String message) {
    if (!holds && !damaged) {
      errors.add(location, message);
    }
  }
}
