// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Guard;
import org.sockdiff.script.Result;
import org.sockdiff.script.Value;

/** Turns the parse trees of expectations into expectations. */
final class ExpectationReader extends TraceBaseVisitor<Expectation> {
  private final Errors errors;
  private final Literals literals;
  private final ValueReader values;

  ExpectationReader(Errors errors) {
    this.errors = errors;
    this.literals = new Literals(errors);
    this.values = new ValueReader(errors, true);
  }

  /** None if nothing is stated. */
  List<Expectation> optional(@Nullable ParserRuleContext tree) {
    return tree == null ? List.of() : List.of(visit(tree));
  }

  @Override
  public Expectation visitBlocks(TraceParser.BlocksContext tree) {
    return expectation(tree.start, true, List.of(), tree.counters(), tree.guard());
  }

  @Override
  public Expectation visitEquals(TraceParser.EqualsContext tree) {
    return expectation(
        tree.start, false, results(tree.results().result()), tree.counters(), tree.guard());
  }

  @Override
  public Expectation visitCounts(TraceParser.CountsContext tree) {
    return expectation(tree.start, false, List.of(), tree.counters(), tree.guard());
  }

  @Override
  public Expectation visitReturned(TraceParser.ReturnedContext tree) {
    List<Result> results = new ArrayList<>();
    if (tree.atomResult() != null) {
      results.add(result(tree.atomResult()));
    }
    results.addAll(results(tree.result()));
    return expectation(tree.start, false, results, tree.counters(), tree.guard());
  }

  private Expectation expectation(
      Token start,
      boolean blocks,
      List<Result> results,
      TraceParser.@Nullable CountersContext counters,
      TraceParser.@Nullable GuardContext guard) {
    return new Expectation(errors.at(start), blocks, results, counters(counters), guard(guard));
  }

  List<Result> results(List<TraceParser.ResultContext> trees) {
    List<Result> results = new ArrayList<>(trees.size());
    for (TraceParser.ResultContext tree : trees) {
      results.add(result(tree));
    }
    return results;
  }

  /** The ends of a race's calls; an end is absent where the call sleeps. */
  List<Optional<Result>> endings(List<TraceParser.EndingContext> trees) {
    List<Optional<Result>> ends = new ArrayList<>(trees.size());
    for (TraceParser.EndingContext tree : trees) {
      ends.add(tree.result() == null ? Optional.empty() : Optional.of(result(tree.result())));
    }
    return ends;
  }

  private Result result(ParserRuleContext tree) {
    List<Value> parts = new ArrayList<>(tree.getChildCount());
    Optional<Value> from = Optional.empty();
    for (ParseTree child : tree.children) {
      if (child instanceof TraceParser.OriginContext origin) {
        from = Optional.of(values.visit(origin.value()));
      } else {
        parts.add(values.visit(child));
      }
    }
    return new Result(errors.at(tree.start), parts, from);
  }

  private Optional<Expectation.CounterBlock> counters(TraceParser.@Nullable CountersContext tree) {
    if (tree == null) {
      return Optional.empty();
    }
    List<Expectation.Delta> deltas = new ArrayList<>();
    for (TraceParser.DeltaContext delta : tree.delta()) {
      deltas.add(
          new Expectation.Delta(
              errors.at(delta.start), delta.start.getText(), literals.number(delta.stop)));
    }
    return Optional.of(new Expectation.CounterBlock(errors.at(tree.start), deltas));
  }

  Optional<Guard> guard(TraceParser.@Nullable GuardContext tree) {
    if (tree == null) {
      return Optional.empty();
    }
    List<Guard.Term> terms = new ArrayList<>();
    for (TraceParser.TermContext term : tree.term()) {
      terms.add(term(term));
    }
    return Optional.of(new Guard(errors.at(tree.start), terms));
  }

  private Guard.Term term(TraceParser.TermContext tree) {
    String name = tree.start.getText();
    if (tree.EQUALS() != null) {
      return new Guard.Answer(errors.at(tree.start), name, tree.stop.getText());
    }
    if (tree.start.getType() == TraceLexer.DOTTED) {
      errors.add(tree.start, "a rule needs an answer: " + name + "=ANSWER");
    }
    String versions = tree.start == tree.stop ? "" : tree.stop.getText();
    int dots = versions.indexOf("..");
    return new Guard.Versions(
        errors.at(tree.start),
        name,
        version(dots < 0 ? versions : versions.substring(0, dots)),
        version(dots < 0 ? versions : versions.substring(dots + 2)));
  }

  private static Optional<String> version(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
