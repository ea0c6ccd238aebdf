// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.SplittableRandom;

/**
 * The disturbance between the calls of a race: short spins that shift calls against each other by
 * less than they last, and now and then giving the CPU away, without which threads that share one
 * would make their calls in one go. Drawn from a seed; without disturbance one order of two calls
 * takes nearly all rounds.
 */
public final class Jitter {
  /** None at all. */
  public static final Jitter NONE = new Jitter(0, 0, 0);

  /** One in so many pauses gives the CPU away. */
  private static final int YIELDS = 4;

  private final SplittableRandom random;
  private final int spins;
  private final int longSpins;

  /**
   * A disturbance.
   *
   * @param spins the most turns of a short spin, some tens of nanoseconds each; 0 for none
   * @param longSpins the most of a long one, which is one in eight
   */
  Jitter(long seed, int spins, int longSpins) {
    random = new SplittableRandom(seed);
    this.spins = spins;
    this.longSpins = longSpins;
  }

  /** The usual disturbance of one thread in one round. */
  static Jitter of(long seed, long round, int thread) {
    return new Jitter(seed + (round << 4 | thread) * 0x9e3779b97f4a7c15L, 16, 200);
  }

  /** Passes a random while. */
  @SuppressWarnings("ThreadPriorityCheck") // to let another thread have the CPU is the point
  void pause() {
    if (spins == 0) {
      return;
    }
    int kind = random.nextInt(8);
    if (kind < 8 / YIELDS) {
      Thread.yield();
    }
    int turns = random.nextInt(kind == 7 ? longSpins : spins);
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
  }
}
