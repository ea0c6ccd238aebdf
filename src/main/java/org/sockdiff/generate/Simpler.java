// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Header;
import org.sockdiff.script.Statement;
import org.sockdiff.script.Value;

/** What could stand in the place of a part of a script and is simpler, the simplest first. */
final class Simpler {
  private static final long MILLISECOND = 1000;

  private Simpler() {}

  /** The headers with one of them left out, or with fewer values. */
  static List<List<Header>> headers(List<Header> headers, int at) {
    List<List<Header>> simpler = new ArrayList<>();
    simpler.add(replaced(headers, at, List.of()));
    if (headers.get(at) instanceof Header.With with && with.values().size() > 1) {
      for (Value value : with.values()) {
        simpler.add(
            replaced(
                headers,
                at,
                List.of(new Header.With(with.location(), with.variable(), List.of(value)))));
      }
    }
    return simpler;
  }

  /** What could stand in a statement's place. */
  static List<List<Statement>> of(Statement statement) {
    List<List<Statement>> simpler = new ArrayList<>();
    if (statement instanceof Statement.Make make) {
      make(make).forEach(one -> simpler.add(List.of(one)));
    } else if (statement instanceof Statement.Repeat repeat) {
      repeat(repeat, simpler);
    } else if (statement instanceof Statement.Returns returns) {
      for (List<Expectation> fewer : fewer(returns.expectations())) {
        simpler.add(List.of(new Statement.Returns(returns.location(), returns.thread(), fewer)));
      }
    }
    return simpler;
  }

  private static void repeat(Statement.Repeat repeat, List<List<Statement>> simpler) {
    simpler.add(repeat.body());
    for (int times = 2; times < repeat.times(); times *= 2) {
      simpler.add(List.of(new Statement.Repeat(repeat.location(), times, repeat.body())));
    }
    if (repeat.times() > 2) {
      simpler.add(
          List.of(new Statement.Repeat(repeat.location(), repeat.times() - 1, repeat.body())));
    }
    for (int i = 0; i < repeat.body().size(); i++) {
      for (List<Statement> inner : of(repeat.body().get(i))) {
        simpler.add(
            List.of(
                new Statement.Repeat(
                    repeat.location(), repeat.times(), replaced(repeat.body(), i, inner))));
      }
      List<Statement> body = replaced(repeat.body(), i, List.of());
      if (!body.isEmpty()) {
        simpler.add(List.of(new Statement.Repeat(repeat.location(), repeat.times(), body)));
      }
    }
  }

  private static List<Statement> make(Statement.Make make) {
    List<Statement> simpler = new ArrayList<>();
    if (make.thread().isPresent()) {
      simpler.add(with(make, Optional.empty(), make.names(), make.call(), make.expectations()));
    }
    if (!make.names().isEmpty()) {
      simpler.add(with(make, make.thread(), List.of(), make.call(), make.expectations()));
    }
    for (List<Expectation> fewer : fewer(make.expectations())) {
      simpler.add(with(make, make.thread(), make.names(), make.call(), fewer));
    }
    List<Value> arguments = make.call().arguments();
    for (List<Value> other : inside(arguments)) {
      Statement.CallExpression call =
          new Statement.CallExpression(make.call().location(), make.call().function(), other);
      simpler.add(with(make, make.thread(), make.names(), call, make.expectations()));
    }
    return simpler;
  }

  private static Statement.Make with(
      Statement.Make make,
      Optional<String> thread,
      List<Statement.Name> names,
      Statement.CallExpression call,
      List<Expectation> expectations) {
    return new Statement.Make(make.location(), thread, names, call, expectations);
  }

  private static List<List<Expectation>> fewer(List<Expectation> expectations) {
    List<List<Expectation>> fewer = new ArrayList<>();
    if (!expectations.isEmpty()) {
      fewer.add(List.of());
    }
    if (expectations.size() > 1) {
      fewer.addAll(without(expectations));
    }
    for (int i = 0; i < expectations.size(); i++) {
      Expectation one = expectations.get(i);
      if (one.counters().isPresent() && (one.blocks() || !one.results().isEmpty())) {
        Expectation plain =
            new Expectation(
                one.location(), one.blocks(), one.results(), Optional.empty(), one.guard());
        fewer.add(replaced(expectations, i, List.of(plain)));
      }
    }
    return fewer;
  }

  /** Simpler values; none for a value that is as simple as can be. */
  static List<Value> of(Value value) {
    if (value instanceof Value.Int number) {
      return numbers(number);
    } else if (value instanceof Value.Words words) {
      return words(words);
    } else if (value instanceof Value.Text text) {
      return texts(text);
    } else if (value instanceof Value.Duration duration && duration.micros() > MILLISECOND) {
      return List.of(new Value.Duration(duration.location(), MILLISECOND, "1ms"));
    } else if (value instanceof Value.ListOf list) {
      return all(list.values(), values -> new Value.ListOf(list.location(), values));
    } else if (value instanceof Value.Rec rec) {
      return all(rec.entries(), entries -> new Value.Rec(rec.location(), entries));
    } else if (value instanceof Value.Pair pair) {
      return of(pair.right()).stream()
          .map(right -> (Value) new Value.Pair(pair.location(), pair.left(), right))
          .toList();
    }
    return List.of();
  }

  private static List<Value> numbers(Value.Int number) {
    long value = number.value();
    List<Value> simpler = new ArrayList<>();
    for (long other : new long[] {0, 1, value / 2, value - Long.signum(value)}) {
      if (Math.abs(other) < Math.abs(value)) {
        simpler.add(new Value.Int(number.location(), other));
      }
    }
    return simpler;
  }

  private static List<Value> words(Value.Words words) {
    if (words.words().size() == 1) {
      return List.of(new Value.Int(words.location(), 0));
    }
    return without(words.words()).stream()
        .map(fewer -> (Value) new Value.Words(words.location(), fewer))
        .toList();
  }

  private static List<Value> texts(Value.Text text) {
    List<Value> simpler = new ArrayList<>();
    int length = text.bytes().length();
    for (int shorter : new int[] {0, 1, length / 2, length - 1}) {
      if (shorter >= 0 && shorter < length) {
        simpler.add(new Value.Text(text.location(), text.bytes().first(shorter), 1, text.prefix()));
      }
    }
    for (int times : new int[] {1, text.repeat() / 2, text.repeat() - 1}) {
      if (times >= 1 && times < text.repeat()) {
        simpler.add(new Value.Text(text.location(), text.bytes(), times, text.prefix()));
      }
    }
    return simpler;
  }

  private static List<Value> all(List<Value> values, Function<List<Value>, Value> whole) {
    List<Value> simpler = new ArrayList<>();
    without(values).forEach(fewer -> simpler.add(whole.apply(fewer)));
    inside(values).forEach(other -> simpler.add(whole.apply(other)));
    return simpler;
  }

  /** The values with one of them simpler. */
  private static List<List<Value>> inside(List<Value> values) {
    List<List<Value>> simpler = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      for (Value other : of(values.get(i))) {
        simpler.add(replaced(values, i, List.of(other)));
      }
    }
    return simpler;
  }

  private static <T> List<List<T>> without(List<T> list) {
    List<List<T>> fewer = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      fewer.add(replaced(list, i, List.of()));
    }
    return fewer;
  }

  private static <T> List<T> replaced(List<T> list, int at, List<? extends T> by) {
    List<T> changed = new ArrayList<>(list);
    changed.remove(at);
    changed.addAll(at, by);
    return changed;
  }
}
