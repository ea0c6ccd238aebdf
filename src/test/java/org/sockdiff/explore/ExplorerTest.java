// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.rule.Profiles;

final class ExplorerTest {
  /** The figures are SPIN's of the same model (src/test/promela), which counts the start, too. */
  @ParameterizedTest
  @CsvSource({
    "3, 1, 3, 1485, 2339, 7560, 277",
    "4, 1, 4, 33857, 55969, 1247400, 5897",
    "3, 2, 4, 542757, 849746, 63063000, 82645",
  })
  void countsWhatSpinCounts(
      int receivers,
      int rounds,
      int datagrams,
      int states,
      int transitions,
      long interleavings,
      int outcomes) {
    Exploration found =
        new PeekRead(receivers, rounds, datagrams).explore(Profiles.named("linux-4.9"));
    assertEquals(states, found.states());
    assertEquals(transitions, found.transitions());
    assertEquals(Optional.of(BigInteger.valueOf(interleavings)), found.interleavings());
    assertEquals(outcomes, found.outcomes().size());
  }
}
