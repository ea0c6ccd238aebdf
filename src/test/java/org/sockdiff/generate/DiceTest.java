// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DiceTest {
  @Test
  void theSequenceNeverChanges() {
    Dice dice = Dice.of(7, 12);

    assertEquals(
        List.of(52, 14, 49, 85, 13, 58, 24, 42),
        Stream.generate(() -> dice.below(100)).limit(8).toList());
  }

  @Test
  void everyNumberBelowTheBoundComesUp() {
    Dice dice = Dice.of(1, 0);

    assertEquals(
        IntStream.range(0, 6).boxed().toList(),
        Stream.generate(() -> dice.below(6)).limit(200).distinct().sorted().toList());
  }

  @Test
  void nothingIsBelowZero() {
    assertThrows(IllegalArgumentException.class, () -> Dice.of(1, 0).below(0));
  }
}
