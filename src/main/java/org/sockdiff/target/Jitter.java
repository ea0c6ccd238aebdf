// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.SplittableRandom;

/**
 * The disturbance between the calls of a race: short spins that shift calls against each other by
 * less than they last, now and then a longer one, and giving the CPU away, without which threads
 * that share one would make their calls in one go. Drawn from a seed. Without disturbance one order
 * of two calls takes nearly all rounds.
 */
final class Jitter {
  /** None at all. */
  static final Jitter NONE = new Jitter(new SplittableRandom(0), 1, 0);

  /** The most turns of a usual spin, some tens of nanoseconds each. */
  private static final int SPINS = 16;

  /** One spin in so many is long: as long as several calls. */
  private static final int LONG = 6;

  private static final int LONG_SPINS = 200;

  /** How patient a thread may be in one round: how often at most it gives the CPU away a time. */
  private static final int TEMPERS = 4;

  private final SplittableRandom random;
  private final int spins;
  private final int temper;

  /**
   * A disturbance.
   *
   * @param yields whether it gives the CPU away, too
   */
  Jitter(SplittableRandom random, boolean yields) {
    this(random, 1 + random.nextInt(SPINS), yields ? random.nextInt(TEMPERS) : 0);
  }

  private Jitter(SplittableRandom random, int spins, int temper) {
    this.random = random;
    this.spins = spins;
    this.temper = temper;
  }

  /** Passes a random while. */
  @SuppressWarnings("ThreadPriorityCheck") // to let another thread have the CPU is the point
  void pause() {
    for (int yields = temper == 0 ? 0 : random.nextInt(temper + 1); yields > 0; yields--) {
      Thread.yield();
    }
    int most = spins > 1 && random.nextInt(LONG) == 0 ? LONG_SPINS : spins;
    for (int turns = random.nextInt(most); turns > 0; turns--) {
      Thread.onSpinWait();
    }
  }
}
