// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;

/** A race on its way over a conductor's callers, and what was seen of it. */
final class RaceRun {
  /** How long all are waited for before it is looked who sleeps, in nanoseconds. */
  private static final long SHORTLY = 200_000;

  private static final Outcome INTERRUPTED = Outcome.failed(Errno.EINTR);

  private final Conductor conductor;
  private final Program.Race race;
  private final List<Event> events;
  private final Keeper keeper;
  private final List<Stamped> stamped = new ArrayList<>();

  /**
   * A race.
   *
   * @param events where to write down what is seen
   */
  RaceRun(Conductor conductor, Program.Race race, List<Event> events, Keeper keeper) {
    this.conductor = conductor;
    this.race = race;
    this.events = events;
    this.keeper = keeper;
  }

  /** Takes note of what calls made or closed; the answer is the outcome as it is recorded. */
  interface Keeper {
    Outcome keep(Call call, Outcome outcome);
  }

  /** An event and when it was, on the common clock. */
  private record Stamped(long time, Event event) {}

  /**
   * Runs it until all is quiet, and interrupts the calls that sleep then.
   *
   * @param course who makes the calls, and how they are disturbed
   * @param mayExpire whether a call that sleeps may end by itself, and is waited for
   * @return why it cannot be judged; empty if it can
   */
  Optional<String> run(Course course, boolean mayExpire) {
    List<List<Call>> lanes = course.lanes(race);
    List<Caller> callers = lanes.stream().map(this::callerOf).toList();
    StartLine start = new StartLine(lanes.size(), conductor.cpus());
    for (int i = 0; i < lanes.size(); i++) {
      callers.get(i).ask(new Heat(lanes.get(i), start, course.jitter(), conductor.clock()));
    }
    awaitAll(callers);
    Optional<String> trouble = settle();
    if (trouble.isEmpty() && mayExpire) {
      trouble = awaitExpiry(callers);
    }
    if (trouble.isPresent()) {
      return trouble;
    }
    return finish(callers);
  }

  /** The caller of the first of a lane's threads. */
  private Caller callerOf(List<Call> lane) {
    return conductor.caller(lane.stream().mapToInt(Call::thread).min().orElseThrow());
  }

  /** Waits until all are back, but not long: whoever is not may sleep. */
  private void awaitAll(List<Caller> callers) {
    long end = System.nanoTime() + SHORTLY;
    for (Caller caller : callers) {
      for (long left = SHORTLY; left > 0 && !caller.isBack(); left = end - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
      }
    }
  }

  /** Waits until nobody is on the way: until two looks at all callers show the same. */
  private Optional<String> settle() {
    long before;
    long now = 0;
    do {
      before = now;
      now = 1;
      for (Caller caller : conductor.callers()) {
        if (caller.isBusy()) {
          if (!caller.settle(conductor.deadlines().call().toNanos())) {
            return Optional.of(caller.call() + " neither returned nor slept");
          }
          now = 31 * now + caller.rest();
        }
      }
    } while (now != before);
    return Optional.empty();
  }

  private Optional<String> awaitExpiry(List<Caller> callers) {
    for (Caller caller : callers) {
      while (!caller.isBack() && conductor.awaitReturn(caller)) {
        Optional<String> trouble = settle();
        if (trouble.isPresent()) {
          return trouble;
        }
      }
    }
    return settle();
  }

  private Optional<String> finish(List<Caller> callers) {
    List<Event> ends = new ArrayList<>();
    Optional<String> trouble = Optional.empty();
    for (Caller caller : callers) {
      boolean asleep = !caller.isBack();
      if (asleep && !conductor.bringBack(caller)) {
        trouble = Optional.of(caller.call() + " could not be ended");
        continue;
      }
      take(caller.takeHeat(), asleep, ends);
    }
    stamped.sort(Comparator.comparingLong(Stamped::time));
    stamped.forEach(one -> events.add(one.event));
    events.addAll(ends);
    return trouble;
  }

  private void take(Heat heat, boolean asleep, List<Event> ends) {
    int index = race.index();
    for (int i = 0; i < heat.made(); i++) {
      int thread = heat.call(i).thread();
      stamped.add(new Stamped(heat.called(i), new Event.Called(index, thread)));
      Event end =
          new Event.Returned(
              index,
              thread,
              keeper.keep(heat.call(i), heat.outcome(i)),
              Optional.empty(),
              heat.micros(i));
      if (!asleep || i < heat.made() - 1) {
        stamped.add(new Stamped(heat.returned(i), end));
      } else {
        ends.add(new Event.Blocked(index, thread, true));
        if (!heat.outcome(i).equals(INTERRUPTED)) {
          ends.add(end);
        }
      }
    }
  }
}
