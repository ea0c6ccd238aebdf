// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;

/**
 * How a race is run in one round: who makes the calls, and how they are disturbed.
 *
 * <p>Where threads outnumber CPUs each round costs many switches between them, and yet two calls at
 * most overlap. As long as no call sleeps, it does not matter to the kernel which thread makes it.
 * So in most rounds there are as many lanes as CPUs, and a lane makes the calls of several of the
 * script's threads, each thread's in its order, mixed at random.
 */
final class Course {
  /** Every thread has a lane of its own, and nothing is disturbed. */
  static final Course PLAIN = new Course(0, 0, 0, false);

  /** Of so many rounds one has a lane for each thread even so. */
  private static final int OWN_LANES = 3;

  private final SplittableRandom random;
  private final int cpus;
  private final boolean disturbs;
  private final boolean shares;

  private Course(long seed, long round, int cpus, boolean shares) {
    this.random = new SplittableRandom(seed + round * 0x9e3779b97f4a7c15L);
    this.cpus = cpus;
    this.disturbs = cpus > 0;
    this.shares = shares && round % OWN_LANES != 0;
  }

  /**
   * A course of one of many rounds.
   *
   * @param cpus how many threads can run at once
   * @param shares whether threads may share lanes, because no call sleeps
   */
  static Course of(long seed, long round, int cpus, boolean shares) {
    return new Course(seed, round, cpus, shares);
  }

  /** The calls of each lane, in the order in which they are made. */
  List<List<Call>> lanes(Program.Race race) {
    List<List<Call>> threads = new ArrayList<>();
    race.threads().forEach(thread -> threads.add(race.callsOf(thread)));
    if (!shares || threads.size() <= cpus) {
      return threads;
    }
    List<List<List<Call>>> lanes = new ArrayList<>();
    for (int lane = 0; lane < cpus; lane++) {
      lanes.add(new ArrayList<>());
    }
    while (!threads.isEmpty()) {
      lanes.get(threads.size() % cpus).add(threads.remove(random.nextInt(threads.size())));
    }
    return lanes.stream().map(this::mixed).toList();
  }

  /** The calls of several threads, each thread's in its order. */
  private List<Call> mixed(List<List<Call>> threads) {
    List<Call> all = new ArrayList<>();
    int[] made = new int[threads.size()];
    int left = threads.stream().mapToInt(List::size).sum();
    boolean turns = random.nextBoolean();
    int thread = random.nextInt(threads.size());
    while (left > 0) {
      if (turns || random.nextInt(3) == 0) {
        thread = random.nextInt(threads.size());
      }
      if (made[thread] == threads.get(thread).size()) {
        thread = (thread + 1) % threads.size();
      } else {
        all.add(threads.get(thread).get(made[thread]++));
        left--;
      }
    }
    return all;
  }

  /** The disturbance of the next lane. */
  Jitter jitter() {
    return disturbs ? new Jitter(random.split(), !shares) : Jitter.NONE;
  }
}
