// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockdiff.check.Verdict;

/** When text is coloured, and how. */
final class StyleTest {
  @ParameterizedTest
  @CsvSource({
    // wanted, environment, terminal, coloured
    "auto,   TERM=xterm,                                 true,  true",
    "auto,   TERM=xterm,                                 false, false",
    "auto,   TERM=dumb,                                  true,  false",
    "auto,   '',                                         true,  false",
    "auto,   TERM=xterm NO_COLOR=1,                      true,  false",
    "auto,   TERM=xterm NO_COLOR=,                       true,  true",
    "auto,   TERM=xterm CLICOLOR=0,                      true,  false",
    "auto,   CLICOLOR_FORCE=1,                           false, true",
    "auto,   CLICOLOR_FORCE=0,                           false, false",
    "auto,   FORCE_COLOR=1,                              false, true",
    "auto,   NO_COLOR=1 CLICOLOR_FORCE=1,                false, false",
    "always, NO_COLOR=1,                                 false, true",
    "never,  TERM=xterm CLICOLOR_FORCE=1 FORCE_COLOR=1,  true,  false",
  })
  void optionComesBeforeEnvironmentBeforeTerminal(
      String wanted, String environment, boolean terminal, boolean coloured) {
    assertSame(
        coloured ? Style.COLOURED : Style.PLAIN,
        Style.of(wanted, variables(environment), terminal));
  }

  private static Map<String, String> variables(String environment) {
    return Arrays.stream(environment.split(" "))
        .filter(variable -> !variable.isEmpty())
        .map(variable -> variable.split("=", 2))
        .collect(Collectors.toMap(sides -> sides[0], sides -> sides[1]));
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void plainTextIsLeftAsItIs(Verdict verdict) {
    assertEquals("text", Style.PLAIN.verdict(verdict, "text"));
  }

  @ParameterizedTest
  @CsvSource({
    "CONFORMS, 32",
    "DIVERGES, 1;31",
    "FIXED, 1;31",
    "FLAKY, 1;31",
    "KNOWN, 33",
    "SKIPPED, 33",
    "INCONCLUSIVE, 1;35"
  })
  void verdictHasItsColour(Verdict verdict, String colour) {
    assertEquals("\u001b[" + colour + "mtext\u001b[0m", Style.COLOURED.verdict(verdict, "text"));
  }
}
