// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.sockdiff.abi.BytePattern;
import org.sockdiff.abi.Bytes;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Guard;
import org.sockdiff.script.Header;
import org.sockdiff.script.Location;
import org.sockdiff.script.Result;
import org.sockdiff.script.Script;
import org.sockdiff.script.Statement;
import org.sockdiff.script.Value;

/** Any script that the grammar allows, whether or not it makes sense. */
final class RandomScript {
  private static final Location HERE = new Location("random", 1, 1);
  private static final List<String> NAMES =
      List.of("rx", "tx", "a", "be", "_x9", "x", "EAGAIN", "MSG_PEEK", "linux", "init", "iov");
  private static final List<String> RULES =
      List.of("udp.in-datagrams-at", "Udp.InDatagrams", "a-b");
  private static final List<String> VERSIONS = List.of("6", "4.9", "2.6.25", "2.6.32.61");
  private static final List<String> ADDRESSES =
      List.of("127.0.0.1:9000", "127.0.0.1", "[::1]:9000", "[::1]", "unix:@name", "unix:sub/path");

  private final Random random;

  RandomScript(Random random) {
    this.random = random;
  }

  Script script() {
    List<Statement> statements = some(1, 6, () -> statement(2));
    String title = random.nextBoolean() ? "A title: # and \"more\"" : "";
    return new Script("random", title, "", some(0, 4, this::header), statements);
  }

  private Header header() {
    return switch (random.nextInt(6)) {
      case 0 -> new Header.Needs(HERE, some(1, 3, this::need));
      case 1 -> new Header.Without(HERE, some(1, 3, this::need));
      case 2 -> new Header.Since(HERE, name(), one(VERSIONS));
      case 3 -> new Header.Until(HERE, name(), one(VERSIONS));
      case 4 -> new Header.With(HERE, name(), some(1, 3, () -> value(2, false)));
      default -> new Header.Known(HERE, "a \"reason\"\té\\", maybe(this::guard));
    };
  }

  private Header.Need need() {
    return new Header.Need(HERE, random.nextBoolean(), name());
  }

  private Statement statement(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> new Statement.Returns(HERE, name(), some(0, 3, this::expectation));
      case 1 -> new Statement.StillBlocked(HERE, name(), maybe(this::guard));
      case 2, 3, 4 -> make(maybe(this::name));
      case 5 -> new Statement.Race(HERE, some(1, 3, () -> make(Optional.of(name()))));
      default ->
          new Statement.Repeat(HERE, 1 + random.nextInt(9), some(1, 3, () -> statement(depth - 1)));
    };
  }

  private Statement make(Optional<String> thread) {
    List<Statement.Name> names = some(0, 3, () -> new Statement.Name(HERE, name()));
    Statement.CallExpression call =
        new Statement.CallExpression(HERE, name(), some(0, 4, () -> value(3, false)));
    return new Statement.Make(HERE, thread, names, call, some(0, 3, this::expectation));
  }

  private Expectation expectation() {
    boolean blocks = random.nextInt(4) == 0;
    List<Result> results = blocks ? List.of() : some(0, 3, this::result);
    Optional<Expectation.CounterBlock> counters = maybe(this::counters);
    if (!blocks && results.isEmpty() && counters.isEmpty()) {
      counters = Optional.of(counters());
    }
    return new Expectation(HERE, blocks, results, counters, maybe(this::guard));
  }

  private Expectation.CounterBlock counters() {
    return new Expectation.CounterBlock(
        HERE, some(0, 3, () -> new Expectation.Delta(HERE, one(RULES), random.nextInt(9) - 4)));
  }

  private Result result() {
    List<Value> parts = new ArrayList<>();
    if (random.nextInt(5) > 0) {
      parts.add(value(3, true));
      parts.addAll(some(0, 2, this::part));
    }
    Optional<Value> from = maybe(() -> value(2, true));
    return new Result(HERE, parts, parts.isEmpty() && from.isEmpty() ? Optional.of(word()) : from);
  }

  /** What may follow the first value of a result. */
  private Value part() {
    return switch (random.nextInt(5)) {
      case 0 -> text(true);
      case 1 -> hex(true);
      case 2 -> new Value.Words(HERE, List.of(name(), "0x40"));
      case 3 -> new Value.ListOf(HERE, some(0, 3, () -> value(1, true)));
      default -> new Value.Address(HERE, one(ADDRESSES));
    };
  }

  private Guard guard() {
    return new Guard(HERE, some(1, 3, this::term));
  }

  private Guard.Term term() {
    return random.nextBoolean()
        ? new Guard.Answer(HERE, one(RULES), name())
        : new Guard.Versions(HERE, name(), maybe(() -> one(VERSIONS)), maybe(() -> one(VERSIONS)));
  }

  private Value value(int depth, boolean expected) {
    int kind = random.nextInt(depth > 0 ? 12 : 8);
    return switch (kind) {
      case 0 ->
          new Value.Int(HERE, random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(99));
      case 1 -> word();
      case 2 -> new Value.Words(HERE, List.of(name(), "5", name()));
      case 3 -> text(expected);
      case 4 -> hex(expected);
      case 5 -> new Value.Address(HERE, one(ADDRESSES));
      case 6 -> new Value.Duration(HERE, 200_000, "200ms");
      case 7 -> new Value.Anything(HERE);
      case 8 -> new Value.ListOf(HERE, some(0, 3, () -> value(depth - 1, expected)));
      case 9 -> new Value.Rec(HERE, some(0, 3, () -> value(depth - 1, expected)));
      case 10 -> new Value.Fault(HERE, some(1, 2, () -> new Value.Int(HERE, random.nextInt(99))));
      default -> new Value.Pair(HERE, word(), simple(expected));
    };
  }

  private Value simple(boolean expected) {
    return switch (random.nextInt(3)) {
      case 0 -> new Value.ListOf(HERE, some(0, 3, () -> value(0, expected)));
      case 1 -> new Value.Pair(HERE, word(), new Value.Int(HERE, 9000));
      default -> value(0, expected);
    };
  }

  private Value.Words word() {
    return new Value.Words(HERE, List.of(name()));
  }

  private Value text(boolean expected) {
    byte[] bytes = new byte[random.nextInt(8)];
    random.nextBytes(bytes);
    int repeat = random.nextBoolean() ? 1 : 1 + random.nextInt(700);
    return new Value.Text(HERE, Bytes.copyOf(bytes), repeat, expected && random.nextBoolean());
  }

  private Value hex(boolean expected) {
    byte[] bytes = new byte[random.nextInt(8)];
    random.nextBytes(bytes);
    BitSet wild = new BitSet();
    if (bytes.length > 0) {
      bytes[0] = 0;
      wild.set(0, random.nextBoolean());
    }
    return new Value.Hex(
        HERE, new BytePattern(Bytes.copyOf(bytes), wild), expected && random.nextBoolean());
  }

  private String name() {
    return one(NAMES);
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> Optional<T> maybe(Supplier<T> supplier) {
    return random.nextBoolean() ? Optional.of(supplier.get()) : Optional.empty();
  }

  private <T> List<T> some(int least, int most, Supplier<T> supplier) {
    List<T> list = new ArrayList<>();
    for (int count = least + random.nextInt(most - least + 1); count > 0; count--) {
      list.add(supplier.get());
    }
    return list;
  }
}
