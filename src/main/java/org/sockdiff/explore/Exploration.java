// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sockdiff.explore.Explorer.Graph;
import org.sockdiff.model.Host;

/** What became of a race in the model: its states, and every outcome with a schedule each. */
public final class Exploration {
  private final Racers racers;
  private final Moves moves;
  private final StateTable states;
  private final Graph graph;
  private final List<Allowed> outcomes;

  Exploration(Racers racers, Moves moves, StateTable states, Graph graph) {
    this.racers = racers;
    this.moves = moves;
    this.states = states;
    this.graph = graph;
    this.outcomes = collect();
  }

  /**
   * An outcome that the model allows.
   *
   * @param ends one for each call of the race in the order of its lines, then one for each call
   *     that was made before the race
   * @param hosts the states in which the race may end so
   */
  public record Allowed(List<End> ends, List<Host> hosts, int first) {
    public Allowed {
      ends = List.copyOf(ends);
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * One step of a schedule.
   *
   * @param thread whose step it is
   * @param call the place of its call among the race's lines, or behind them if it was made before
   * @param end how the call ended with this step; {@link End#ASLEEP} if it fell asleep, absent if
   *     it goes on
   */
  public record Turn(int thread, int call, Optional<End> end) {}

  /** How many states there are: hosts, with what threads have done and got so far. */
  public int states() {
    return states.size();
  }

  /** How many steps lead from a state to another; the start is none. */
  public int transitions() {
    return graph.edges();
  }

  /** How many different hosts the states have. */
  public int hosts() {
    return moves.hosts();
  }

  /** Whether no thread is ever in a call between two steps: every call is one step. */
  public boolean neverSleeps() {
    for (int host = 0; host < moves.hosts(); host++) {
      for (int racer = 0; racer < racers.count(); racer++) {
        if (moves.host(host).isInCall(racers.thread(racer))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Every outcome, in the order in which they were found. */
  public List<Allowed> outcomes() {
    return outcomes;
  }

  /** How many schedules there are; absent if a state leads to itself, so that they are endless. */
  public Optional<BigInteger> interleavings() {
    int size = states.size();
    int[] incoming = new int[size];
    for (int edge = 0; edge < graph.edges(); edge++) {
      incoming[graph.to(edge)]++;
    }
    Ways ways = new Ways(size);
    int[] open = new int[size];
    int last = 1;
    int done = 0;
    BigInteger all = BigInteger.ZERO;
    while (done < last) {
      int state = open[done++];
      if (graph.isEnd(state)) {
        all = all.add(ways.of(state));
      }
      for (int edge = graph.firstEdge(state); edge < graph.firstEdge(state + 1); edge++) {
        int to = graph.to(edge);
        ways.add(to, state);
        if (--incoming[to] == 0) {
          open[last++] = to;
        }
      }
    }
    return done == size ? Optional.of(all) : Optional.empty();
  }

  /** In how many ways each state is reached; the start, state 0, in one. */
  private static final class Ways {
    private final long[] small;
    private final Map<Integer, BigInteger> large = new LinkedHashMap<>();

    Ways(int states) {
      small = new long[states];
      small[0] = 1;
    }

    BigInteger of(int state) {
      BigInteger big = large.get(state);
      return big == null ? BigInteger.valueOf(small[state]) : big;
    }

    void add(int to, int from) {
      long sum = small[to] + small[from];
      if (sum >= 0 && !large.containsKey(to) && !large.containsKey(from)) {
        small[to] = sum;
      } else {
        large.put(to, of(to).add(of(from)));
      }
    }
  }

  /** The schedule by which an outcome was found first: one of the shortest. */
  public List<Turn> witness(Allowed outcome) {
    List<Turn> turns = new ArrayList<>();
    for (int state = outcome.first; graph.before(state) >= 0; state = graph.before(state)) {
      turns.add(turn(state));
    }
    Collections.reverse(turns);
    return turns;
  }

  private Turn turn(int state) {
    int slot = graph.slotBefore(state);
    int racer = racers.racer(slot);
    int thread = racers.thread(racer);
    Moves.Move move =
        moves.of(states.host(graph.before(state)), racer, slot)[graph.choiceBefore(state)];
    Optional<End> end =
        move.result() != Moves.NOTHING
            ? Optional.of(new End.Returned(moves.result(slot, move.result())))
            : moves.host(move.host()).isAsleep(thread) ? Optional.of(End.ASLEEP) : Optional.empty();
    return new Turn(thread, slot, end);
  }

  private List<Allowed> collect() {
    Map<List<End>, List<Host>> hosts = new LinkedHashMap<>();
    Map<List<End>, Integer> first = new LinkedHashMap<>();
    for (int state = 0; state < states.size(); state++) {
      if (graph.isEnd(state)) {
        List<End> ends = ends(state);
        hosts.computeIfAbsent(ends, e -> new ArrayList<>()).add(moves.host(states.host(state)));
        first.putIfAbsent(ends, state);
      }
    }
    List<Allowed> found = new ArrayList<>(hosts.size());
    hosts.forEach((ends, all) -> found.add(new Allowed(ends, all, first.getOrDefault(ends, 0))));
    return List.copyOf(found);
  }

  private List<End> ends(int state) {
    long[] row = new long[states.words()];
    states.row(state, row);
    End[] ends = new End[racers.size()];
    for (int racer = 0; racer < racers.count(); racer++) {
      End missing = End.ASLEEP;
      for (int slot : racers.slots(racer)) {
        int result = Explorer.result(row, slot);
        if (result == Moves.NOTHING) {
          ends[slot] = missing;
          missing = End.NOT_MADE;
        } else {
          ends[slot] = new End.Returned(moves.result(slot, result));
        }
      }
    }
    return List.of(ends);
  }
}
