// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockdiff.Golden;

/** Every format over the same results. */
final class FormatTest {
  private static final Path GOLDENS = Path.of("src/test/resources/org/sockdiff/report");

  @ParameterizedTest
  @EnumSource
  void isWrittenAsTheGoldenSays(Format format) {
    Golden.check(GOLDENS.resolve("all." + format), Samples.written(format));
  }

  @ParameterizedTest
  @EnumSource
  void runWithoutACaseIsWrittenAsTheGoldenSays(Format format) {
    Golden.check(
        GOLDENS.resolve("none." + format), Samples.written(format, Samples.run(0), List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void nothingInItMovesACursorOrReordersLetters(Format format) {
    String text = Samples.written(format);

    assertTrue(text.endsWith("\n"), text);
    assertEquals(text.replace("\n", ""), Printable.of(text.replace("\n", "")));
  }

  @ParameterizedTest
  @EnumSource
  void sameResultsAreTheSameBytes(Format format) {
    assertEquals(Samples.written(format), Samples.written(format));
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsName(Format format) {
    assertEquals(Optional.of(format), Format.named(format.toString()));
  }

  @Test
  void unknownNameIsNoFormat() {
    assertEquals(Optional.empty(), Format.named("JUNIT"));
  }
}
