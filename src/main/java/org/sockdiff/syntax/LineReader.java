// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.sockdiff.script.Header;
import org.sockdiff.script.Statement;

/** Turns the parse tree of a line into a header, a statement or an end of a block. */
final class LineReader extends TraceBaseVisitor<Void> {
  private final Errors errors;
  private final Literals literals;
  private final ValueReader arguments;
  private final ExpectationReader expectations;
  private final ScriptBuilder script;

  LineReader(Errors errors, ScriptBuilder script) {
    this.errors = errors;
    this.literals = new Literals(errors);
    this.arguments = new ValueReader(errors, false);
    this.expectations = new ExpectationReader(errors);
    this.script = script;
  }

  @Override
  public Void visitNeeds(TraceParser.NeedsContext tree) {
    return header(tree.start, new Header.Needs(errors.at(tree.start), needs(tree.need())));
  }

  @Override
  public Void visitWithout(TraceParser.WithoutContext tree) {
    return header(tree.start, new Header.Without(errors.at(tree.start), needs(tree.need())));
  }

  private List<Header.Need> needs(List<TraceParser.NeedContext> trees) {
    List<Header.Need> needs = new ArrayList<>(trees.size());
    for (TraceParser.NeedContext tree : trees) {
      boolean two = tree.stop != tree.start;
      if (two && !tree.start.getText().equals("init")) {
        errors.add(tree.stop, "missing ',' before " + TokenNames.found(tree.stop));
      }
      needs.add(new Header.Need(errors.at(tree.start), two, tree.stop.getText()));
    }
    return needs;
  }

  @Override
  public Void visitSince(TraceParser.SinceContext tree) {
    return header(
        tree.start,
        new Header.Since(errors.at(tree.start), tree.NAME().getText(), tree.version().getText()));
  }

  @Override
  public Void visitUntil(TraceParser.UntilContext tree) {
    return header(
        tree.start,
        new Header.Until(errors.at(tree.start), tree.NAME().getText(), tree.version().getText()));
  }

  @Override
  public Void visitWith(TraceParser.WithContext tree) {
    String variable = bound(tree.NAME().getSymbol()).text();
    return header(
        tree.start, new Header.With(errors.at(tree.start), variable, arguments.all(tree.value())));
  }

  @Override
  public Void visitKnown(TraceParser.KnownContext tree) {
    String reason = literals.words(tree.STRING().getSymbol());
    return header(
        tree.start,
        new Header.Known(errors.at(tree.start), reason, expectations.guard(tree.guard())));
  }

  private @Nullable Void header(Token keyword, Header header) {
    script.header(keyword, header);
    return null;
  }

  @Override
  public Void visitRepeat(TraceParser.RepeatContext tree) {
    int times =
        literals.count(tree.INT().getSymbol(), Limits.STATEMENTS, "the number of repetitions");
    script.openRepeat(tree.start, times);
    return null;
  }

  @Override
  public Void visitRace(TraceParser.RaceContext tree) {
    script.openRace(tree.start);
    return null;
  }

  @Override
  public Void visitOutcomes(TraceParser.OutcomesContext tree) {
    script.openOutcomes(tree.start);
    return null;
  }

  @Override
  public Void visitOutcome(TraceParser.OutcomeContext tree) {
    Statement.Frequency frequency =
        switch (tree.start.getType()) {
          case TraceLexer.MUST -> Statement.Frequency.MUST;
          case TraceLexer.MAY -> Statement.Frequency.MAY;
          default -> Statement.Frequency.NEVER;
        };
    script.outcome(
        tree.start,
        new Statement.OutcomeRow(
            errors.at(tree.start),
            frequency,
            expectations.endings(tree.ending()),
            expectations.guard(tree.guard())));
    return null;
  }

  @Override
  public Void visitClosing(TraceParser.ClosingContext tree) {
    script.close(tree.start);
    return null;
  }

  @Override
  public Void visitContinuation(TraceParser.ContinuationContext tree) {
    script.expectation(expectations.visit(tree.expectation()));
    return null;
  }

  @Override
  public Void visitActing(TraceParser.ActingContext tree) {
    TraceParser.ActionContext action = tree.action();
    if (action.made() != null) {
      script.call(make(tree.start, Optional.empty(), tree.start, action.made()));
      return null;
    }
    TraceParser.LabelledContext labelled = action.labelled();
    if (labelled instanceof TraceParser.CallingContext calling) {
      Optional<String> thread = Optional.of(tree.start.getText());
      script.call(make(tree.start, thread, calling.start, calling.made()));
    } else if (labelled instanceof TraceParser.ReturningContext returning) {
      script.resting(
          new Statement.Returns(
              errors.at(tree.start),
              tree.start.getText(),
              expectations.optional(returning.returned())));
    } else {
      script.resting(
          new Statement.StillBlocked(
              errors.at(tree.start),
              tree.start.getText(),
              expectations.guard(((TraceParser.SleepingContext) labelled).guard())));
    }
    return null;
  }

  /** A call; {@code first} is the function's name, or the first of the names that are bound. */
  private Statement.Make make(
      Token start, Optional<String> thread, Token first, TraceParser.MadeContext tree) {
    if (tree instanceof TraceParser.PlainContext plain) {
      return new Statement.Make(
          errors.at(start),
          thread,
          List.of(),
          call(first, plain.arguments()),
          expectations.optional(plain.expectation()));
    }
    TraceParser.BindingContext binding = (TraceParser.BindingContext) tree;
    List<Statement.Name> names = new ArrayList<>();
    names.add(bound(first));
    for (TerminalNode name : binding.NAME()) {
      names.add(bound(name.getSymbol()));
    }
    return new Statement.Make(
        errors.at(start),
        thread,
        names,
        call(binding.call().start, binding.call().arguments()),
        expectations.optional(binding.expectation()));
  }

  private Statement.CallExpression call(
      Token function, TraceParser.@Nullable ArgumentsContext tree) {
    return new Statement.CallExpression(
        errors.at(function),
        function.getText(),
        tree == null ? List.of() : arguments.all(tree.value()));
  }

  private Statement.Name bound(Token name) {
    if (name.getText().equals("unix")) {
      errors.add(name, "'unix' starts an address, and cannot be a name");
    }
    return new Statement.Name(errors.at(name), name.getText());
  }
}
