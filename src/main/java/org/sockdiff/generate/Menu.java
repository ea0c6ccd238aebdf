// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockdiff.op.Op;
import org.sockdiff.op.Ops;
import org.sockdiff.script.Value;

/** The calls that scripts are made of, and how often each is chosen. */
final class Menu {
  /** Calls that take received data. */
  private static final List<Op> RECEIVES =
      Ops.ALL.stream().filter(op -> op.signature().returnsData()).toList();

  /** Calls that send data. */
  private static final List<Op> SENDS =
      Ops.ALL.stream().filter(op -> op.signature().name().matches("p?(send|write).*")).toList();

  /** All others, those several times that are to be chosen more often. */
  private static final List<Op> OTHERS = others();

  private Menu() {}

  private static List<Op> others() {
    List<Op> others = new ArrayList<>();
    for (Op op : Ops.ALL) {
      if (!RECEIVES.contains(op) && !SENDS.contains(op)) {
        for (int i = 0; i < weight(op.signature().name()); i++) {
          others.add(op);
        }
      }
    }
    return List.copyOf(others);
  }

  private static int weight(String name) {
    return switch (name) {
      case "close", "shutdown", "sleep" -> 1;
      case "getpeername", "fcntl" -> 2;
      case "poll", "connect" -> 5;
      case "getsockopt" -> 10;
      case "setsockopt" -> 14;
      case "socket" -> 12;
      default -> 3;
    };
  }

  static Op named(String name) {
    return Ops.named(name)
        .orElseThrow(() -> new IllegalArgumentException("no call is named " + name));
  }

  /** A call: one that fills queues if there is little in them, else one that reads. */
  static Op choose(World world) {
    int roll = world.below(100);
    int receives = world.hasQueued(2) ? 62 : world.hasQueued(1) ? 40 : 12;
    int others = 26;
    if (roll < receives) {
      return world.one(RECEIVES);
    }
    return roll < 100 - others ? world.one(SENDS) : world.one(OTHERS);
  }

  /** The call's name, and {@code call word} for each word of the tables in its arguments. */
  static Set<String> pairs(Op op, List<Value> arguments) {
    Set<String> pairs = new LinkedHashSet<>(List.of(op.signature().name()));
    for (int i = 0; i < arguments.size(); i++) {
      List<String> table = op.signature().given().get(i).words();
      for (String word : wordsOf(arguments.get(i))) {
        if (table.contains(word)) {
          pairs.add(op.signature().name() + " " + word);
        }
      }
    }
    return pairs;
  }

  /** All words of a value. */
  static List<String> wordsOf(Value value) {
    if (value instanceof Value.Words words) {
      return words.words();
    }
    List<String> all = new ArrayList<>();
    if (value instanceof Value.Pair pair) {
      all.addAll(wordsOf(pair.left()));
      all.addAll(wordsOf(pair.right()));
    } else if (value instanceof Value.ListOf list) {
      list.values().forEach(element -> all.addAll(wordsOf(element)));
    } else if (value instanceof Value.Rec rec) {
      rec.entries().forEach(entry -> all.addAll(wordsOf(entry)));
    }
    return all;
  }
}
