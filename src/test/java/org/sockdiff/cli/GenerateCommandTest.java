// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.sys.jna.LiveKernel;

final class GenerateCommandTest {
  @TempDir private Path directory;

  @Test
  void aSeedGivesTheSameScriptsHoweverManyAreAskedFor() {
    Ran both = Ran.sockdiff("generate", "--seed", "7", "--count", "2");
    Ran second = Ran.sockdiff("generate", "--seed", "7", "--from", "1");

    assertEquals(0, both.exit());
    assertTrue(both.out().endsWith("\n" + second.out()), both.out());
  }

  @Test
  void scriptsAreWrittenToFilesThatRunOnTheModel() throws IOException {
    Ran ran =
        Ran.sockdiff("generate", "--seed", "7", "--count", "3", "--out", directory.toString());

    assertEquals(new Ran(0, "", ""), ran);
    try (var files = Files.list(directory)) {
      assertEquals(
          List.of("7-0.trace", "7-1.trace", "7-2.trace"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    assertEquals(0, Ran.sockdiff("run", "--target", "model", directory.toString()).exit());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--count 0 | --count is 1 or more, not 0",
        "--calls 1001 | --calls is 1 to 1000, not 1001",
        "--from -1 | --from is 0 or more, not -1",
        "--out nowhere | there is no directory 'nowhere'",
        "--floors | --fail-fast, --floors, --jobs and --verbose want --run",
        "--run --jobs 0 | --jobs is 1 to 256, not 0"
      })
  void wrongValuesAreRefused(String arguments, String message) {
    Ran ran = Ran.sockdiff(("generate " + arguments).split(" "));

    assertEquals(new Ran(2, "", "sockdiff: " + message + "\n"), ran);
  }

  @Test
  @Tag("kernel")
  void whatWasRunIsCounted() {
    LiveKernel.orSkip();

    Ran ran = Ran.sockdiff("generate", "--seed", "7", "--count", "50", "--run");

    assertEquals(0, ran.exit(), ran.text());
    assertTrue(ran.out().startsWith("50 conform"), ran.out());
    assertTrue(ran.out().contains("\nseed 7, 30 calls each, generator "), ran.out());
  }

  @Test
  @Tag("kernel")
  void tooLittleIsInconclusiveWhereFloorsAreAskedFor() {
    LiveKernel.orSkip();

    Ran ran =
        Ran.sockdiff(
            "generate", "--seed", "7", "--count", "120", "--calls", "2", "--run", "--floors");

    assertEquals(3, ran.exit(), ran.text());
    assertTrue(ran.err().contains("sockdiff: too few: recv MSG_PEEK came up "), ran.err());
  }

  @Test
  @Tag("kernel")
  void whatDivergesIsShrunkOnceForEachSymptom() {
    LiveKernel.orSkip();

    Ran ran =
        Ran.sockdiff(
            "generate",
            "--seed",
            "7",
            "--count",
            "4",
            "--run",
            "--rule",
            "udp.in-datagrams-at=ENQUEUE",
            "--out",
            directory.toString());

    assertEquals(1, ran.exit(), ran.text());
    assertTrue(ran.out().contains("shrunk to:\n    # Generated: seed 7, "), ran.out());
    assertTrue(ran.out().contains("explained by      this kernel answers"), ran.out());
    assertTrue(ran.out().contains(", as one before it\n"), ran.out());
    assertTrue(
        ran.out()
            .contains(
                "  again: sockdiff generate --run --seed 7 --rule udp.in-datagrams-at=ENQUEUE --from "),
        ran.out());
    assertEquals(
        0, Ran.sockdiff("run", "--target", "model", directory.toString()).exit(), ran.text());
  }
}
