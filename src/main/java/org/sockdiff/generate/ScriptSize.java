// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.List;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Header;
import org.sockdiff.script.Script;
import org.sockdiff.script.Statement;
import org.sockdiff.script.Value;

/** How large a script is: what it holds, weighed by how much there is to read and to understand. */
final class ScriptSize {
  private static final long STATEMENT = 1L << 40;
  private static final long PART = 1L << 32;
  private static final long LARGEST_NUMBER = PART - 1;

  private ScriptSize() {}

  /** The size: a statement is more than all that can be in others, a part more than any number. */
  static long of(Script script) {
    long size = 0;
    for (Header header : script.headers()) {
      size += PART;
      if (header instanceof Header.With with) {
        size += sum(with.values());
      }
    }
    return size + script.statements().stream().mapToLong(ScriptSize::of).sum();
  }

  private static long of(Statement statement) {
    if (statement instanceof Statement.Make make) {
      return STATEMENT
          + (make.thread().isPresent() ? PART : 0)
          + make.names().size()
          + sum(make.call().arguments())
          + expectations(make.expectations());
    } else if (statement instanceof Statement.Returns returns) {
      return STATEMENT + expectations(returns.expectations());
    } else if (statement instanceof Statement.Repeat repeat) {
      long body = repeat.body().stream().mapToLong(ScriptSize::of).sum();
      return body + STATEMENT / 2 + Math.min(repeat.times(), LARGEST_NUMBER);
    }
    return STATEMENT;
  }

  private static long expectations(List<Expectation> expectations) {
    long size = 0;
    for (Expectation expectation : expectations) {
      size += 2 * PART + (expectation.counters().isPresent() ? PART : 0);
    }
    return size;
  }

  private static long sum(List<Value> values) {
    return values.stream().mapToLong(ScriptSize::of).sum();
  }

  private static long of(Value value) {
    if (value instanceof Value.Int number) {
      return Math.min(Math.abs(number.value()), LARGEST_NUMBER);
    } else if (value instanceof Value.Words words) {
      return PART * words.words().size();
    } else if (value instanceof Value.Text text) {
      return (long) text.bytes().length() * text.repeat() + text.repeat();
    } else if (value instanceof Value.Duration duration) {
      return Math.min(duration.micros(), LARGEST_NUMBER);
    } else if (value instanceof Value.ListOf list) {
      return PART * list.values().size() + sum(list.values());
    } else if (value instanceof Value.Rec rec) {
      return PART * rec.entries().size() + sum(rec.entries());
    } else if (value instanceof Value.Pair pair) {
      return of(pair.left()) + of(pair.right());
    }
    return PART;
  }
}
