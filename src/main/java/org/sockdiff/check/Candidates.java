// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sockdiff.model.Host;
import org.sockdiff.model.Step;
import org.sockdiff.op.Call;

/**
 * The states that are consistent with what was seen, and where their threads may go by themselves.
 */
final class Candidates {
  private static final int MOST = 4096;

  private Candidates() {}

  /** There are more than can be followed. */
  static final class TooMany extends RuntimeException {
    TooMany() {
      super("too many states");
    }
  }

  /** A thread makes a call. */
  static List<Candidate> make(List<Candidate> before, Call call) {
    if (before.size() == 1 && call.thread() == 0) {
      List<Step> steps = call.op().model(before.get(0).host(), call);
      if (steps.size() == 1) {
        return List.of(after(before.get(0), 0, steps.get(0)));
      }
    }
    return each(
        before,
        candidate ->
            call.op().model(candidate.host(), call).stream()
                .map(step -> after(candidate, call.thread(), step))
                .toList());
  }

  private static Candidate after(Candidate before, int thread, Step step) {
    return step instanceof Step.Returned returned
        ? before.finish(thread, returned.outcome(), returned.host())
        : before.with(step.host());
  }

  /**
   * The states in which a thread's call has ended, however the others went on.
   *
   * @param micros how long the call lasted, for time-outs; negative if that is not known
   */
  static List<Candidate> untilFinished(List<Candidate> before, int thread, long micros) {
    if (before.stream().allMatch(candidate -> candidate.finished().containsKey(thread))) {
      return before;
    }
    Set<Candidate> reached = reachable(before);
    Set<Candidate> done = new LinkedHashSet<>();
    for (Candidate candidate : reached) {
      if (candidate.finished().containsKey(thread)) {
        done.add(candidate);
      } else if (candidate.host().mayExpireAfter(thread, micros)) {
        candidate.host().expire(thread).forEach(step -> done.add(after(candidate, thread, step)));
      }
    }
    return done.stream().filter(candidate -> candidate.finished().containsKey(thread)).toList();
  }

  /** The states after a signal to a thread, if it sleeps: its call has ended. */
  static List<Candidate> signalled(List<Candidate> before, int thread) {
    return each(
        before,
        candidate ->
            candidate.host().isAsleep(thread)
                ? candidate.host().signal(thread).stream()
                    .map(step -> after(candidate, thread, step))
                    .toList()
                : List.of(candidate));
  }

  /** The states in which no thread can go on. */
  static List<Candidate> quiet(List<Candidate> before) {
    if (before.stream().allMatch(candidate -> candidate.host().runnable().isEmpty())) {
      return before;
    }
    return reachable(before).stream()
        .filter(candidate -> candidate.host().runnable().isEmpty())
        .toList();
  }

  /** Every state that these lead to by threads going on, these included. */
  private static Set<Candidate> reachable(Collection<Candidate> before) {
    Set<Candidate> seen = new LinkedHashSet<>(before);
    Deque<Candidate> open = new ArrayDeque<>(before);
    while (!open.isEmpty()) {
      Candidate candidate = open.removeFirst();
      for (int thread : candidate.host().runnable()) {
        for (Step step : candidate.host().resume(thread)) {
          Candidate next = after(candidate, thread, step);
          if (seen.add(next)) {
            open.addLast(next);
          }
        }
      }
      limit(seen.size());
    }
    return seen;
  }

  static List<Candidate> keep(List<Candidate> from, Predicate<Candidate> wanted) {
    return from.stream().filter(wanted).toList();
  }

  static List<Candidate> each(
      List<Candidate> from, Function<Candidate, Collection<Candidate>> change) {
    Set<Candidate> all = new LinkedHashSet<>();
    for (Candidate candidate : from) {
      all.addAll(change.apply(candidate));
    }
    limit(all.size());
    return new ArrayList<>(all);
  }

  static List<Candidate> hosts(List<Candidate> from, Function<Host, Host> change) {
    return from.size() == 1
        ? List.of(from.get(0).with(change.apply(from.get(0).host())))
        : each(from, candidate -> List.of(candidate.with(change.apply(candidate.host()))));
  }

  private static void limit(int size) {
    if (size > MOST) {
      throw new TooMany();
    }
  }
}
