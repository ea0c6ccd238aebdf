// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockdiff.Golden;

/** The command race without a kernel; {@code src/test/promela/check} compares its counts. */
final class RaceCommandTest {
  private static final String RACE =
      """
      # Two readers.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000) = 0
      race {
          A> recv(rx, 1, MSG_DONTWAIT)
          B> recv(rx, 1, MSG_DONTWAIT)
      }
      outcomes {
          %s
      }
      """;

  @TempDir private Path directory;

  @Test
  void countsOfThePeekReadRaceAreThoseOfTheModelInOnePiece() {
    Ran ran = race("traces/threads/peek-read-race.trace", "linux-4.9");

    Golden.check(Ran.GOLDENS.resolve("race-peek-read-4.9.expected"), ran.text());
  }

  /** There the queue has two parts and charges are gathered, so that more states differ. */
  @Test
  void countsOfThePeekReadRaceWithAReaderQueue() {
    Ran ran = race("traces/threads/peek-read-race.trace", "linux-6.18.44");

    Golden.check(Ran.GOLDENS.resolve("race-peek-read-6.18.expected"), ran.text());
  }

  @Test
  void outcomeThatTheModelDoesNotAllowDiverges() throws IOException {
    Ran ran = race(trace("must \"1\", EAGAIN"), "linux-6.18.44");

    assertEquals(1, ran.exit());
    assertTrue(ran.out().contains("must \"1\", EAGAIN: not allowed  which differs"), ran.out());
  }

  @Test
  void outcomeThatMustNeverBeAndIsAllowedDiverges() throws IOException {
    Ran ran = race(trace("never EAGAIN, EAGAIN"), "linux-6.18.44");

    assertEquals(1, ran.exit());
    assertTrue(ran.out().contains("never EAGAIN, EAGAIN: allowed  which differs"), ran.out());
  }

  @Test
  void tooManyStatesAreInconclusive() throws IOException {
    Ran ran = Ran.sockdiff("race", "--rounds", "0", "--states", "2", trace("may EAGAIN, EAGAIN"));

    assertEquals(3, ran.exit());
    assertTrue(ran.out().contains("inconclusive (more than 2 states)"), ran.out());
  }

  private static Ran race(String trace, String profile) {
    return Ran.sockdiff("race", "--rounds", "0", "--profile", profile, trace);
  }

  private String trace(String row) throws IOException {
    Path file = directory.resolve("race.trace");
    Files.writeString(file, RACE.formatted(row));
    return file.toString();
  }
}
