// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;

/**
 * Writes a script, its expectations and its guards, as text that parses to the same tree. Comments
 * but the title are not in the tree, nor is the layout.
 */
public final class ScriptPrinter {
  private static final String INDENT = "    ";

  private final StringBuilder text = new StringBuilder();

  private ScriptPrinter() {}

  /** The whole script. */
  public static String print(Script script) {
    ScriptPrinter printer = new ScriptPrinter();
    if (!script.title().isEmpty()) {
      printer.text.append("# ").append(script.title()).append('\n');
    }
    for (Header header : script.headers()) {
      printer.header(header);
      printer.text.append('\n');
    }
    printer.statements(script.statements(), "");
    return printer.text.toString();
  }

  /** {@code = "hello" { InDatagrams +1 } @ linux 4.10..}. */
  public static String print(Expectation expectation) {
    ScriptPrinter printer = new ScriptPrinter();
    printer.expectation(expectation);
    return printer.text.toString();
  }

  /** {@code linux 2.6.25..4.9, udp.in-datagrams-at=FIRST_LOOK}. */
  public static String print(Guard guard) {
    ScriptPrinter printer = new ScriptPrinter();
    printer.guard(guard);
    return printer.text.toString();
  }

  private void header(Header header) {
    if (header instanceof Header.Needs needs) {
      needs("needs", needs.needs());
    } else if (header instanceof Header.Without without) {
      needs("without", without.capabilities());
    } else if (header instanceof Header.Since since) {
      text.append("since ").append(since.system()).append(' ').append(since.version());
    } else if (header instanceof Header.Until until) {
      text.append("until ").append(until.system()).append(' ').append(until.version());
    } else if (header instanceof Header.With with) {
      text.append("with ").append(with.variable()).append(" = ");
      text.append(ScriptText.of(with.values()));
    } else {
      Header.Known known = (Header.Known) header;
      text.append("known ").append(Bytes.ofText(known.reason()));
      if (known.guard().isPresent()) {
        text.append(" @ ");
        guard(known.guard().orElseThrow());
      }
    }
  }

  private void needs(String keyword, List<Header.Need> needs) {
    String separator = keyword + " ";
    for (Header.Need need : needs) {
      text.append(separator).append(need.initial() ? "init " : "").append(need.name());
      separator = ", ";
    }
  }

  private void statements(List<Statement> statements, String indent) {
    for (Statement statement : statements) {
      text.append(indent);
      statement(statement, indent);
    }
  }

  private void statement(Statement statement, String indent) {
    if (statement instanceof Statement.Make make) {
      make(make, indent);
    } else if (statement instanceof Statement.Returns returns) {
      returns(returns, indent);
    } else if (statement instanceof Statement.StillBlocked still) {
      text.append(still.thread()).append("> still blocked");
      if (still.guard().isPresent()) {
        text.append(" @ ");
        guard(still.guard().orElseThrow());
      }
      text.append('\n');
    } else if (statement instanceof Statement.Repeat repeat) {
      text.append("repeat ").append(repeat.times()).append(" {\n");
      statements(repeat.body(), indent + INDENT);
      text.append(indent).append("}\n");
    } else if (statement instanceof Statement.Race race) {
      text.append("race {\n");
      statements(race.body(), indent + INDENT);
      text.append(indent).append("}\n");
    } else {
      outcomes((Statement.Outcomes) statement, indent);
    }
  }

  private void make(Statement.Make make, String indent) {
    if (make.thread().isPresent()) {
      text.append(make.thread().orElseThrow()).append("> ");
    }
    String separator = "";
    for (Statement.Name name : make.names()) {
      text.append(separator).append(name.text());
      separator = ", ";
    }
    text.append(make.names().isEmpty() ? "" : " = ");
    text.append(ScriptText.of(make.call()));
    if (make.expectations().isEmpty()) {
      text.append('\n');
      return;
    }
    text.append(' ');
    expectation(make.expectations().get(0));
    text.append('\n');
    below(make.expectations().subList(1, make.expectations().size()), indent);
  }

  private void returns(Statement.Returns returns, String indent) {
    text.append(returns.thread()).append("> returns");
    List<Expectation> expectations = returns.expectations();
    if (expectations.isEmpty() || !fitsAfterReturns(expectations.get(0))) {
      text.append('\n');
      below(expectations, indent);
      return;
    }
    text.append(' ');
    Expectation first = expectations.get(0);
    results(first.results());
    countersAndGuard(first, first.results().isEmpty() ? "" : " ");
    text.append('\n');
    below(expectations.subList(1, expectations.size()), indent);
  }

  /**
   * A brace after {@code returns} would open counters, and {@code blocks} makes no sense to the
   * parser.
   */
  private static boolean fitsAfterReturns(Expectation expectation) {
    if (expectation.blocks() || expectation.results().isEmpty()) {
      return !expectation.blocks();
    }
    List<Value> parts = expectation.results().get(0).parts();
    return parts.isEmpty() || !startsWithRecord(parts.get(0));
  }

  private static boolean startsWithRecord(Value value) {
    return value instanceof Value.Rec
        || (value instanceof Value.Pair pair && pair.left() instanceof Value.Rec);
  }

  private void below(List<Expectation> expectations, String indent) {
    for (Expectation expectation : expectations) {
      text.append(indent).append(INDENT);
      expectation(expectation);
      text.append('\n');
    }
  }

  private void outcomes(Statement.Outcomes outcomes, String indent) {
    text.append("outcomes {\n");
    for (Statement.OutcomeRow row : outcomes.rows()) {
      text.append(indent).append(INDENT);
      String separator =
          switch (row.frequency()) {
            case MUST -> "must ";
            case MAY -> "may ";
            case NEVER -> "never ";
          };
      for (Optional<Result> end : row.ends()) {
        text.append(separator).append(end.map(ScriptText::of).orElse("blocks"));
        separator = ", ";
      }
      if (row.guard().isPresent()) {
        text.append(" @ ");
        guard(row.guard().orElseThrow());
      }
      text.append('\n');
    }
    text.append(indent).append("}\n");
  }

  private void expectation(Expectation expectation) {
    if (expectation.blocks()) {
      text.append("blocks");
    } else if (!expectation.results().isEmpty()) {
      text.append("= ");
      results(expectation.results());
    }
    boolean first = !expectation.blocks() && expectation.results().isEmpty();
    countersAndGuard(expectation, first ? "" : " ");
  }

  private void results(List<Result> results) {
    String separator = "";
    for (Result result : results) {
      text.append(separator).append(ScriptText.of(result));
      separator = " or ";
    }
  }

  private void countersAndGuard(Expectation expectation, String firstSeparator) {
    String separator = firstSeparator;
    if (expectation.counters().isPresent()) {
      text.append(separator);
      counters(expectation.counters().orElseThrow());
      separator = " ";
    }
    if (expectation.guard().isPresent()) {
      text.append(separator).append("@ ");
      guard(expectation.guard().orElseThrow());
    }
  }

  private void counters(Expectation.CounterBlock counters) {
    String separator = "{ ";
    for (Expectation.Delta delta : counters.deltas()) {
      text.append(separator).append(delta.name()).append(delta.amount() < 0 ? " " : " +");
      text.append(delta.amount());
      separator = ", ";
    }
    text.append(counters.deltas().isEmpty() ? "{ }" : " }");
  }

  private void guard(Guard guard) {
    String separator = "";
    for (Guard.Term term : guard.terms()) {
      text.append(separator);
      if (term instanceof Guard.Answer answer) {
        text.append(answer.rule()).append('=').append(answer.answer());
      } else {
        versions((Guard.Versions) term);
      }
      separator = ", ";
    }
  }

  private void versions(Guard.Versions versions) {
    text.append(versions.system());
    if (versions.from().isPresent() || versions.to().isPresent()) {
      boolean one = versions.from().equals(versions.to());
      text.append(' ').append(versions.from().orElse(""));
      text.append(one ? "" : "..").append(one ? "" : versions.to().orElse(""));
    }
  }
}
