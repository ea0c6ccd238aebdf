// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Result;
import org.sockdiff.script.Statement;
import org.sockdiff.script.Value;

/** Names that are bound and never used. */
final class NamesCheck implements Check {
  @Override
  public void check(Subject subject, Consumer<Finding> findings) {
    Walk walk = new Walk(findings);
    walk.statements(subject.script().statements());
    walk.unused.values().forEach(walk::report);
  }

  /** Goes through a script and keeps the names that were not used since they were bound. */
  private static final class Walk {
    private final Map<String, Statement.Name> unused = new TreeMap<>();
    private final Consumer<Finding> findings;

    Walk(Consumer<Finding> findings) {
      this.findings = findings;
    }

    void report(Statement.Name name) {
      findings.accept(
          Finding.of(
              LintRule.UNUSED_SOCKET,
              name.location(),
              "the socket '" + name.text() + "' is never used"));
    }

    void statements(List<Statement> statements) {
      statements.forEach(this::statement);
    }

    private void statement(Statement statement) {
      if (statement instanceof Statement.Make make) {
        make.call().arguments().forEach(this::value);
        expectations(make.expectations());
        make.names().forEach(this::bind);
      } else if (statement instanceof Statement.Returns returns) {
        expectations(returns.expectations());
      } else if (statement instanceof Statement.Repeat repeat) {
        statements(repeat.body());
        if (repeat.times() > 1) {
          statements(repeat.body());
        }
      } else if (statement instanceof Statement.Race race) {
        statements(race.body());
      } else if (statement instanceof Statement.Outcomes outcomes) {
        outcomes
            .rows()
            .forEach(row -> results(row.ends().stream().flatMap(Optional::stream).toList()));
      }
    }

    private void bind(Statement.Name name) {
      Statement.Name before = unused.put(name.text(), name);
      if (before != null) {
        report(before);
      }
    }

    private void expectations(List<Expectation> expectations) {
      expectations.forEach(expectation -> results(expectation.results()));
    }

    private void results(List<Result> results) {
      for (Result result : results) {
        result.parts().forEach(this::value);
        result.from().ifPresent(this::value);
      }
    }

    private void value(Value value) {
      if (value instanceof Value.Words words) {
        words.words().forEach(unused::remove);
      } else if (value instanceof Value.Pair pair) {
        value(pair.left());
        value(pair.right());
      } else if (value instanceof Value.ListOf list) {
        list.values().forEach(this::value);
      } else if (value instanceof Value.Rec rec) {
        rec.entries().forEach(this::value);
      }
    }
  }
}
