// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of exit codes in docs/records.md. */
final class ExitStyleTest {
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 1, 1", "2, 1, 125", "3, 1, 125", "4, 4, 125", "130, 130, 130"})
  void codesAreThoseOfTheTable(int code, int kselftest, int bisect) {
    assertEquals(code, ExitStyle.DEFAULT.code(code));
    assertEquals(kselftest, ExitStyle.KSELFTEST.code(code));
    assertEquals(bisect, ExitStyle.BISECT.code(code));
  }

  @ParameterizedTest
  @CsvSource({
    "run, DEFAULT",
    "run --exit-style=bisect x, BISECT",
    "run --exit-style bisect x, BISECT",
    "run --exit-style=bisect --exit-style=kselftest, KSELFTEST",
    "run --exit-style, DEFAULT",
    "run --exit-style=nonsense, DEFAULT"
  })
  void isFoundAmongArguments(String arguments, ExitStyle style) {
    assertEquals(style, ExitStyle.among(arguments.split(" ")));
  }

  @Test
  void kselftestBailsOut() {
    assertTrue(ExitStyle.bailsOut("run", "--format=kselftest"));
    assertTrue(ExitStyle.bailsOut("run", "--exit-style", "kselftest"));
    assertFalse(ExitStyle.bailsOut("run", "--format=ktap"));
  }
}
