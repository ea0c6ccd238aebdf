// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

/**
 * Numbers that look random and depend on nothing but the seed: SplitMix64, written out so that they
 * never change with the Java version.
 */
final class Dice {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** The dice for one script of a seed. */
  static Dice of(long seed, long index) {
    return new Dice(mix(mix(seed + GOLDEN_GAMMA) + index * GOLDEN_GAMMA));
  }

  /** A number from 0 to {@code bound} - 1; the bias is below {@code bound} / 2^31. */
  int below(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("no number is below " + bound);
    }
    state += GOLDEN_GAMMA;
    return (int) (((mix(state) >>> 33) * bound) >>> 31);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
