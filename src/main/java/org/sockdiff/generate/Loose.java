// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Result;
import org.sockdiff.script.Script;
import org.sockdiff.script.Statement;
import org.sockdiff.script.Value;

/** Statements that lost what they refer to when others were dropped: they go, too. */
final class Loose {
  private final Set<String> names;
  private final Set<String> bound = new LinkedHashSet<>();
  private final Set<String> inCall = new LinkedHashSet<>();

  private Loose(Set<String> names) {
    this.names = names;
  }

  /** The statements without those that use a name or a thread's call that is no longer there. */
  static List<Statement> tied(List<Statement> statements, Script original) {
    Set<String> names = new LinkedHashSet<>();
    original.statements().forEach(statement -> collectNames(statement, names));
    return new Loose(names).tied(statements);
  }

  private static void collectNames(Statement statement, Set<String> names) {
    if (statement instanceof Statement.Make make) {
      make.names().forEach(name -> names.add(name.text()));
    } else if (statement instanceof Statement.Repeat repeat) {
      repeat.body().forEach(inner -> collectNames(inner, names));
    }
  }

  private List<Statement> tied(List<Statement> statements) {
    List<Statement> kept = new ArrayList<>();
    for (Statement statement : statements) {
      if (statement instanceof Statement.Repeat repeat) {
        List<Statement> body = tied(repeat.body());
        if (!body.isEmpty()) {
          kept.add(new Statement.Repeat(repeat.location(), repeat.times(), body));
        }
      } else if (isTied(statement)) {
        kept.add(statement);
      }
    }
    return kept;
  }

  private boolean isTied(Statement statement) {
    if (statement instanceof Statement.Make make) {
      boolean tied =
          make.call().arguments().stream().allMatch(this::isTied)
              && make.expectations().stream().allMatch(this::isTied);
      if (tied) {
        make.names().forEach(name -> bound.add(name.text()));
        make.thread().ifPresent(inCall::add);
      }
      return tied;
    } else if (statement instanceof Statement.Returns returns) {
      return inCall.contains(returns.thread())
          && returns.expectations().stream().allMatch(this::isTied);
    } else if (statement instanceof Statement.StillBlocked still) {
      return inCall.contains(still.thread());
    }
    return true;
  }

  private boolean isTied(Expectation expectation) {
    return expectation.results().stream().allMatch(this::isTied);
  }

  private boolean isTied(Result result) {
    return result.parts().stream().allMatch(this::isTied)
        && result.from().stream().allMatch(this::isTied);
  }

  private boolean isTied(Value value) {
    return Menu.wordsOf(value).stream().allMatch(w -> !names.contains(w) || bound.contains(w));
  }
}
