// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Header;
import org.sockdiff.script.Location;
import org.sockdiff.script.Script;
import org.sockdiff.script.Statement;

/** Puts lines together to a script, and checks which line may follow which. */
final class ScriptBuilder {
  private final Errors errors;
  private final List<Header> headers = new ArrayList<>();
  private final Deque<Block> blocks = new ArrayDeque<>();
  private Block block;

  /** The expectations of the last statement, to which lines below it add. */
  private @Nullable List<Expectation> expectations;

  /**
   * Whether the last line had a mistake, so that nothing can be said of how the next one follows
   * it.
   */
  private boolean broken;

  private boolean started;
  private long statements;

  ScriptBuilder(Errors errors) {
    this.errors = errors;
    this.block = new Block(Block.Kind.SCRIPT, errors.at(1, 1), 1, 1);
  }

  void header(Token keyword, Header header) {
    if (started) {
      errors.add(keyword, "'" + keyword.getText() + "' must stand before the first statement");
    }
    settle();
    headers.add(header);
  }

  void call(Statement.Make call) {
    if (block.kind == Block.Kind.RACE && call.thread().isEmpty()) {
      errors.add(call.location(), "a call in a race needs the label of a thread, such as A>");
    }
    add(call);
    expectations = new ArrayList<>(call.expectations());
  }

  /** Adds {@code returns} or {@code still blocked}. */
  void resting(Statement statement) {
    if (block.kind == Block.Kind.RACE) {
      errors.add(statement.location(), "only calls stand in a race");
    }
    add(statement);
    if (statement instanceof Statement.Returns returns) {
      expectations = new ArrayList<>(returns.expectations());
    }
  }

  /** Adds a line of its own that starts with an expectation. */
  void expectation(Expectation expectation) {
    if (expectations != null) {
      expectations.add(expectation);
    } else if (!broken) {
      errors.add(
          expectation.location(), "an expectation must follow a call, or 'returns', or another");
    }
  }

  void openRepeat(Token keyword, int times) {
    open(Block.Kind.REPEAT, keyword, times);
  }

  void openRace(Token keyword) {
    open(Block.Kind.RACE, keyword, 1);
  }

  void openOutcomes(Token keyword) {
    int calls = block.damaged ? 0 : block.callsOfLastRace();
    if (calls == 0 && !block.damaged) {
      errors.add(keyword, "'outcomes' must follow a race");
    }
    open(Block.Kind.OUTCOMES, keyword, 1);
    block.callsOfRace = calls;
  }

  void outcome(Token keyword, Statement.OutcomeRow row) {
    settle();
    if (block.kind == Block.Kind.OUTCOMES) {
      block.add(row, errors);
    } else if (block.kind != Block.Kind.BROKEN) {
      errors.add(keyword, "'" + keyword.getText() + "' stands only in 'outcomes {'");
    }
  }

  void close(Token brace) {
    settle();
    if (blocks.isEmpty()) {
      errors.add(brace, "'}' closes nothing");
      return;
    }
    Block closed = block;
    block = blocks.pop();
    block.damaged |= closed.damaged;
    Statement statement = closed.statement(errors);
    if (statement != null) {
      block.body.add(statement);
    }
  }

  /** Whether a statement was seen, so that no header may follow. */
  boolean hasStarted() {
    return started;
  }

  /** Takes note of a line that could not be read, but seems to open or to close a block. */
  void unreadable(Token first, boolean opens, boolean closes) {
    settle();
    if (closes && !blocks.isEmpty()) {
      block = blocks.pop();
    }
    if (opens) {
      push(new Block(Block.Kind.BROKEN, errors.at(first), 1, block.factor));
    }
    block.damaged = true;
    broken = true;
  }

  /** The script, if there was no mistake. */
  Script finish(String name, String title, String text) {
    settle();
    while (!blocks.isEmpty()) {
      block.neverClosed(errors);
      block = blocks.pop();
    }
    if (!started && errors.isEmpty()) {
      errors.add(errors.at(1, 1), "no statement");
    }
    errors.throwIfAny();
    return new Script(name, title, text, headers, block.body);
  }

  private void open(Block.Kind kind, Token keyword, int times) {
    settle();
    started = true;
    if (block.kind == Block.Kind.RACE || block.kind == Block.Kind.OUTCOMES) {
      errors.add(keyword, "'" + keyword.getText() + "' " + block.refusal());
    }
    if (blocks.size() == Limits.NESTING) {
      errors.add(keyword, "blocks nest more than " + Limits.NESTING + " deep");
    }
    push(new Block(kind, errors.at(keyword), times, block.factor));
  }

  private void push(Block inner) {
    blocks.push(block);
    block = inner;
  }

  private void add(Statement statement) {
    settle();
    started = true;
    if (block.kind == Block.Kind.OUTCOMES) {
      errors.add(statement.location(), "only 'must', 'may' and 'never' stand in 'outcomes {'");
      block.damaged = true;
    }
    count(statement.location());
    block.body.add(statement);
  }

  private void count(Location location) {
    boolean fitted = statements <= Limits.STATEMENTS;
    statements += block.factor;
    if (fitted && statements > Limits.STATEMENTS) {
      errors.add(
          location,
          "more than " + Limits.STATEMENTS + " statements, counting what 'repeat' repeats");
    }
  }

  /** Gives the last statement the expectations of the lines below it. */
  private void settle() {
    broken = false;
    if (expectations == null) {
      return;
    }
    int last = block.body.size() - 1;
    Statement statement = block.body.get(last);
    if (statement instanceof Statement.Make make) {
      block.body.set(last, with(make, expectations));
    } else if (statement instanceof Statement.Returns returns) {
      block.body.set(
          last, new Statement.Returns(returns.location(), returns.thread(), expectations));
    }
    expectations = null;
  }

  private static Statement with(Statement.Make make, List<Expectation> expectations) {
    return new Statement.Make(
        make.location(), make.thread(), make.names(), make.call(), expectations);
  }
}
