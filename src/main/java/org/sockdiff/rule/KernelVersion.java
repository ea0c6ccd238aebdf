// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import java.util.Optional;

/**
 * A Linux release: a mainline version, and the patch level of its stable branch.
 *
 * <p>Up to 2.6.39 a mainline version has three numbers and the patch level is the fourth; from 3.0
 * on two and the third.
 *
 * @param mainline the version's numbers, each of three at most 999, as one: 2.6.32 is 2_006_032,
 *     6.18 is 6_018_000
 * @param patch the stable patch level, 0 of the mainline release itself
 */
public record KernelVersion(int mainline, int patch) implements Comparable<KernelVersion> {
  private static final int RADIX = 1000;

  /**
   * Reads the numbers at the start of a release string; what follows them is the vendor's: {@code
   * 6.1.0-32-amd64}, {@code 5.14.0-503.el9}. Empty if it does not start with two numbers.
   */
  public static Optional<KernelVersion> parse(String text) {
    int[] numbers = new int[4];
    int count = 0;
    int at = 0;
    while (count < numbers.length && at < text.length() && isDigit(text.charAt(at))) {
      int end = at;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      if (end - at > 3) {
        return Optional.empty();
      }
      numbers[count++] = Integer.parseInt(text.substring(at, end));
      if (end + 1 >= text.length() || text.charAt(end) != '.' || !isDigit(text.charAt(end + 1))) {
        break;
      }
      at = end + 1;
    }
    if (count < 2) {
      return Optional.empty();
    }
    if (numbers[0] < 3) {
      return Optional.of(
          new KernelVersion((numbers[0] * RADIX + numbers[1]) * RADIX + numbers[2], numbers[3]));
    }
    return Optional.of(new KernelVersion((numbers[0] * RADIX + numbers[1]) * RADIX, numbers[2]));
  }

  /** The version of a text that stands in our own source; throws if it is none. */
  public static KernelVersion of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a kernel version: " + text));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether both belong to the same stable branch. */
  public boolean sameBranch(KernelVersion other) {
    return mainline == other.mainline;
  }

  /** The mainline release of this branch. */
  public KernelVersion release() {
    return new KernelVersion(mainline, 0);
  }

  @Override
  public int compareTo(KernelVersion other) {
    int byMainline = Integer.compare(mainline, other.mainline);
    return byMainline != 0 ? byMainline : Integer.compare(patch, other.patch);
  }

  /** {@code 6.18.44}, {@code 2.6.32.67}, {@code 4.10}. */
  @Override
  public String toString() {
    int major = mainline / (RADIX * RADIX);
    int minor = mainline / RADIX % RADIX;
    String text = major + "." + minor + (major < 3 ? "." + mainline % RADIX : "");
    return patch == 0 ? text : text + "." + patch;
  }
}
