// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Guard;
import org.sockdiff.script.Script;
import org.sockdiff.script.Statement;

/** All guards of a script's statements. */
final class ScriptGuards {
  private final List<Guard> guards = new ArrayList<>();

  private ScriptGuards() {}

  static List<Guard> of(Script script) {
    ScriptGuards found = new ScriptGuards();
    script.statements().forEach(found::statement);
    return found.guards;
  }

  private void statement(Statement statement) {
    if (statement instanceof Statement.Make make) {
      expectations(make.expectations());
    } else if (statement instanceof Statement.Returns returns) {
      expectations(returns.expectations());
    } else if (statement instanceof Statement.StillBlocked still) {
      still.guard().ifPresent(guards::add);
    } else if (statement instanceof Statement.Repeat repeat) {
      repeat.body().forEach(this::statement);
    } else if (statement instanceof Statement.Race race) {
      race.body().forEach(this::statement);
    } else if (statement instanceof Statement.Outcomes outcomes) {
      outcomes.rows().forEach(row -> row.guard().ifPresent(guards::add));
    }
  }

  private void expectations(List<Expectation> expectations) {
    expectations.forEach(expectation -> expectation.guard().ifPresent(guards::add));
  }
}
