// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import org.sockdiff.abi.Outcome;

/** How far two outcomes are apart: what callers rely on most weighs most. */
final class Distance {
  private static final int VALUE = 1000;
  private static final int DATA = 100;
  private static final int OUT = 50;
  private static final int FROM = 10;
  private static final int FLAGS = 1;

  private Distance() {}

  static int between(Outcome one, Outcome other) {
    if (one.equals(other)) {
      return 0;
    }
    if (!(one instanceof Outcome.Returned a) || !(other instanceof Outcome.Returned b)) {
      return VALUE;
    }
    return (a.value() == b.value() ? 0 : VALUE)
        + (a.data().equals(b.data()) ? 0 : DATA)
        + (a.out().equals(b.out()) ? 0 : OUT)
        + (a.from().equals(b.from()) ? 0 : FROM)
        + (a.flags() == b.flags() ? 0 : FLAGS);
  }
}
