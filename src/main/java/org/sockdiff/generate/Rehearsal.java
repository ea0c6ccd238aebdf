// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.ModelGap;
import org.sockdiff.model.SocketView;
import org.sockdiff.model.Step;
import org.sockdiff.op.Call;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;

/**
 * The states in which a model may be after the calls so far, when every thread has returned or
 * sleeps. A generator plays a call through before it writes it down.
 */
final class Rehearsal {
  private static final int MOST_STATES = 16;

  private final List<Host> hosts;

  private Rehearsal(List<Host> hosts) {
    this.hosts = hosts;
  }

  static Rehearsal fresh(Profile profile, Machine machine) {
    return new Rehearsal(List.of(Host.fresh(profile, machine)));
  }

  /**
   * What became of a call.
   *
   * @param after the states afterwards
   * @param outcome what it returned in the first of them; empty if it sleeps there
   * @param maySleep whether it sleeps in some state, other than until its own time-out
   */
  record Played(Rehearsal after, Optional<Outcome> outcome, boolean maySleep) {}

  /** A state on the way, and what the calling thread has returned. */
  private record Path(Host host, Optional<Outcome> outcome) {}

  /**
   * Plays a call through.
   *
   * @param expires whether it goes on after its time-out, should it sleep until then
   * @return empty if the model says nothing of it, or too many things
   */
  Optional<Played> play(Call call, boolean expires) {
    try {
      return played(call, expires);
    } catch (ModelGap gap) {
      return Optional.empty();
    }
  }

  private Optional<Played> played(Call call, boolean expires) {
    Set<Path> quiet = new LinkedHashSet<>();
    Deque<Path> open = new ArrayDeque<>();
    for (Host host : hosts) {
      for (Step step : call.op().model(host, call)) {
        open.add(after(step, call.thread(), call.thread(), Optional.empty()));
      }
    }
    while (!open.isEmpty()) {
      Path path = open.remove();
      List<Integer> runnable = path.host().runnable();
      if (runnable.isEmpty() && expires && path.host().canExpire(call.thread())) {
        path.host()
            .expire(call.thread())
            .forEach(step -> open.add(after(step, call.thread(), call.thread(), path.outcome())));
      } else if (runnable.isEmpty()) {
        quiet.add(new Path(path.host().quiet(), path.outcome()));
      }
      for (int thread : runnable) {
        path.host()
            .resume(thread)
            .forEach(step -> open.add(after(step, thread, call.thread(), path.outcome())));
      }
      if (quiet.size() + open.size() > MOST_STATES) {
        return Optional.empty();
      }
    }
    List<Path> paths = List.copyOf(quiet);
    return Optional.of(
        new Played(
            new Rehearsal(paths.stream().map(Path::host).distinct().toList()),
            paths.get(0).outcome(),
            paths.stream().anyMatch(path -> path.outcome().isEmpty())));
  }

  private static Path after(Step step, int thread, int caller, Optional<Outcome> before) {
    return new Path(
        step.host().bindLeast(),
        step instanceof Step.Returned returned && thread == caller
            ? Optional.of(returned.outcome())
            : before);
  }

  /** Whether a thread is in a call in every state, in none, or (empty) in some. */
  Optional<Boolean> isInCall(int thread) {
    long count = hosts.stream().filter(host -> host.isInCall(thread)).count();
    return count > 0 && count < hosts.size() ? Optional.empty() : Optional.of(count > 0);
  }

  /** Whether a thread's call may give up by itself. */
  boolean canExpire(int thread) {
    return hosts.stream().anyMatch(host -> host.canExpire(thread));
  }

  /** The lengths of what is queued at each socket, by the descriptor that made it. */
  Map<Integer, List<Integer>> queues() {
    Map<Integer, List<Integer>> queues = new TreeMap<>();
    for (SocketView view : hosts.get(0).views()) {
      List<Integer> lengths = new ArrayList<>();
      view.queue().forEach(queued -> lengths.add(queued.payload().length()));
      queues.put(view.id(), lengths);
    }
    return queues;
  }
}
