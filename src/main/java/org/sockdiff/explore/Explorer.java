// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import java.util.Arrays;
import java.util.List;
import org.sockdiff.model.Host;
import org.sockdiff.op.Call;

/**
 * Visits every state of a race: of each thread the next atomic part is taken, until no thread can
 * go on.
 *
 * <p>A state is the host, how far each thread is, and the results so far. The host knows which
 * threads are in a call, the row of results how many calls each has ended; so a state is kept as
 * the two. States are visited breadth first, so that the schedule that first led to one is among
 * the shortest.
 */
public final class Explorer {
  /** As many states as are visited if nobody says otherwise. */
  public static final int USUAL_STATES = 4_000_000;

  private static final int SLOTS_PER_WORD = 8;
  private static final int BITS = 8;
  private static final long MASK = 0xff;

  private final Racers racers;
  private final Moves moves;
  private final StateTable states;
  private final Graph graph = new Graph();
  private final long[] row;
  private final long[] next;

  private Explorer(Host start, List<Call> calls, int threads, int most) {
    racers = new Racers(start, calls, threads);
    moves = new Moves(racers);
    int words = Math.max(1, (racers.size() + SLOTS_PER_WORD - 1) / SLOTS_PER_WORD);
    states = new StateTable(words, most);
    row = new long[words];
    next = new long[words];
  }

  /**
   * Explores a race.
   *
   * @param start the host before it
   * @param calls in the order of the race's lines; each thread makes its own in order
   * @param threads how many threads the script has: those in a call already go on, too
   * @param most the most states to visit
   * @throws TooManyStates if there are more
   * @throws org.sockdiff.model.ModelGap if a schedule leads to where the model has nothing to say
   */
  public static Exploration explore(Host start, List<Call> calls, int threads, int most) {
    return new Explorer(start, calls, threads, most).visitAll(start);
  }

  private Exploration visitAll(Host start) {
    states.number(moves.number(start), row);
    graph.found(0, -1, -1, -1);
    for (int state = 0; state < states.size(); state++) {
      visit(state);
    }
    graph.end();
    return new Exploration(racers, moves, states, graph);
  }

  private void visit(int state) {
    int host = states.host(state);
    states.row(state, row);
    graph.visit(state);
    for (int racer = 0; racer < racers.count(); racer++) {
      int slot = current(racers.slots(racer), row);
      if (slot >= 0) {
        take(state, host, racer, slot);
      }
    }
  }

  private void take(int state, int host, int racer, int slot) {
    Moves.Move[] possible = moves.of(host, racer, slot);
    for (int i = 0; i < possible.length; i++) {
      Moves.Move move = possible[i];
      System.arraycopy(row, 0, next, 0, row.length);
      next[slot / SLOTS_PER_WORD] |= (long) move.result() << shift(slot);
      int before = states.size();
      int reached = states.number(move.host(), next);
      graph.edge(reached);
      if (reached == before) {
        graph.found(reached, state, slot, i);
      }
    }
  }

  /** The place of the call that a thread is in or makes next; -1 if it has ended its last. */
  static int current(int[] slots, long[] row) {
    for (int slot : slots) {
      if (result(row, slot) == Moves.NOTHING) {
        return slot;
      }
    }
    return -1;
  }

  static int result(long[] row, int slot) {
    return (int) ((row[slot / SLOTS_PER_WORD] >>> shift(slot)) & MASK);
  }

  private static int shift(int slot) {
    return BITS * (slot % SLOTS_PER_WORD);
  }

  /** How states lead to each other, in the order in which they were visited. */
  static final class Graph {
    private int[] from = new int[1 << 10];
    private int[] cameBy = new int[1 << 10];
    private int[] firstEdge = new int[1 << 10];
    private int[] edges = new int[1 << 11];
    private int visited;
    private int count;

    private void found(int state, int before, int slot, int choice) {
      if (state == from.length) {
        from = Arrays.copyOf(from, 2 * state);
        cameBy = Arrays.copyOf(cameBy, 2 * state);
      }
      from[state] = before;
      cameBy[state] = slot | choice << 16;
    }

    private void visit(int state) {
      if (state + 1 >= firstEdge.length) {
        firstEdge = Arrays.copyOf(firstEdge, 2 * firstEdge.length);
      }
      firstEdge[state] = count;
      visited = state + 1;
    }

    private void edge(int to) {
      if (count == edges.length) {
        edges = Arrays.copyOf(edges, 2 * count);
      }
      edges[count++] = to;
    }

    private void end() {
      firstEdge[visited] = count;
    }

    int edges() {
      return count;
    }

    int firstEdge(int state) {
      return firstEdge[state];
    }

    int to(int edge) {
      return edges[edge];
    }

    boolean isEnd(int state) {
      return firstEdge[state] == firstEdge[state + 1];
    }

    /** The state from which one was found first; -1 of the start. */
    int before(int state) {
      return from[state];
    }

    /** The place of the call by which it was found. */
    int slotBefore(int state) {
      return cameBy[state] & 0xffff;
    }

    /** Which of that call's steps it was. */
    int choiceBefore(int state) {
      return cameBy[state] >>> 16;
    }
  }
}
