// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.Step;

/**
 * What threads may do in each host. Equal hosts have one number, and what a thread may do in one is
 * asked of the model once only: hosts are few where results are many.
 */
final class Moves {
  /** A call's result that is not there yet. */
  static final int NOTHING = 0;

  /** The most different results of one call: they must fit a byte beside {@link #NOTHING}. */
  private static final int MOST_RESULTS = 255;

  private final Racers racers;
  private final Map<Host, Integer> numbers = new HashMap<>();
  private final List<Host> hosts = new ArrayList<>();
  private final List<Map<Outcome, Integer>> resultNumbers = new ArrayList<>();
  private final List<List<Outcome>> results = new ArrayList<>();

  /** By host, then by place. */
  private Move[][] @Nullable [] known = new Move[64][][];

  Moves(Racers racers) {
    this.racers = racers;
    for (int slot = 0; slot < racers.size(); slot++) {
      resultNumbers.add(new HashMap<>());
      results.add(new ArrayList<>());
    }
  }

  /**
   * What one atomic part of a call does.
   *
   * @param result the number of the call's result; {@link #NOTHING} if it has not ended
   * @param host the number of the host afterwards
   */
  record Move(int result, int host) {}

  /** The number of a host. */
  int number(Host host) {
    Integer number = numbers.get(host);
    if (number != null) {
      return number;
    }
    int next = hosts.size();
    numbers.put(host, next);
    hosts.add(host);
    if (next == known.length) {
      known = Arrays.copyOf(known, 2 * next);
    }
    known[next] = new Move[racers.size()][];
    return next;
  }

  Host host(int number) {
    return hosts.get(number);
  }

  /** How many different hosts there are. */
  int hosts() {
    return hosts.size();
  }

  /** The result of a place's call that has a number. */
  Outcome result(int slot, int number) {
    return results.get(slot).get(number - 1);
  }

  /**
   * What a racer may do next.
   *
   * @param slot the place of the call that it is in, or makes next
   */
  Move[] of(int host, int racer, int slot) {
    Move[] found = known[host][slot];
    if (found == null) {
      found = ask(host, racer, slot);
      known[host][slot] = found;
    }
    return found;
  }

  private Move[] ask(int host, int racer, int slot) {
    Host state = hosts.get(host);
    int thread = racers.thread(racer);
    List<Step> steps = List.of();
    if (!state.isInCall(thread)) {
      if (!racers.isEarlier(slot)) {
        steps = racers.call(slot).op().model(state, racers.call(slot));
      }
    } else if (!state.isAsleep(thread)) {
      steps = state.resume(thread);
    } else if (state.canExpire(thread)) {
      steps = state.expire(thread);
    }
    Move[] moves = new Move[steps.size()];
    for (int i = 0; i < moves.length; i++) {
      Step step = steps.get(i);
      int result =
          step instanceof Step.Returned returned ? number(slot, returned.outcome()) : NOTHING;
      moves[i] = new Move(result, number(step.host()));
    }
    return moves;
  }

  private int number(int slot, Outcome outcome) {
    List<Outcome> seen = results.get(slot);
    return resultNumbers
        .get(slot)
        .computeIfAbsent(
            outcome,
            one -> {
              if (seen.size() == MOST_RESULTS) {
                throw new TooManyStates("more than " + MOST_RESULTS + " results of one call");
              }
              seen.add(one);
              return seen.size();
            });
  }
}
