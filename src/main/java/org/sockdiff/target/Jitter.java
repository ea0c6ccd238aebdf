// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.SplittableRandom;

/**
 * The disturbance between the calls of a race: short spins that shift calls against each other by
 * less than they last, and giving the CPU away, without which threads that share one would make
 * their calls in one go. Drawn from a seed. Without disturbance one order of two calls takes nearly
 * all rounds.
 */
public final class Jitter {
  /** None at all. */
  public static final Jitter NONE = new Jitter(0, false);

  /** The most turns of a spin, some tens of nanoseconds each: longer ones leave no overlap. */
  private static final int SPINS = 16;

  /** How patient a thread may be in one round: how often at most it gives the CPU away a time. */
  private static final int TEMPERS = 4;

  private final SplittableRandom random;
  private final boolean disturbs;
  private final int temper;

  private Jitter(long seed, boolean disturbs) {
    this.random = new SplittableRandom(seed);
    this.disturbs = disturbs;
    this.temper = random.nextInt(TEMPERS);
  }

  /** The disturbance of one thread in one round. */
  static Jitter of(long seed, long round, int thread) {
    return new Jitter(seed + ((round << 4) | thread) * 0x9e3779b97f4a7c15L, true);
  }

  /** Passes a random while. */
  @SuppressWarnings("ThreadPriorityCheck") // to let another thread have the CPU is the point
  void pause() {
    if (!disturbs) {
      return;
    }
    for (int yields = random.nextInt(temper + 1); yields > 0; yields--) {
      Thread.yield();
    }
    for (int turns = random.nextInt(SPINS); turns > 0; turns--) {
      Thread.onSpinWait();
    }
  }
}
