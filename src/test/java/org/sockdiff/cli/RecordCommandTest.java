// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockdiff.sys.EnvironmentException;

/** The command record. */
@Tag("kernel")
final class RecordCommandTest {
  private static final String EMPTY =
      """
      # Nothing is queued.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      recv(rx, 64, MSG_DONTWAIT)
      """;

  private static final String FILLED =
      """
      # Nothing is queued.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      recv(rx, 64, MSG_DONTWAIT)              = EAGAIN
      """;

  @TempDir private Path directory = Path.of("");

  @BeforeAll
  static void needsANamespace() {
    try (LiveKernel kernel = LiveKernel.open(1, 1000)) {
      kernel.machine();
    } catch (EnvironmentException e) {
      abort(e.getMessage());
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("t.trace"), text);
  }

  @Test
  void whatWouldChangeIsShown() throws IOException {
    Path file = file(EMPTY);

    Ran ran = Ran.sockdiff("record", file.toString()).with(directory, "");

    assertEquals(
        new Ran(
            0,
            """
            --- t.trace
            +++ t.trace
            @@ -1,3 +1,3 @@
             # Nothing is queued.
             rx = socket(AF_INET, SOCK_DGRAM, 0)
            -recv(rx, 64, MSG_DONTWAIT)
            +recv(rx, 64, MSG_DONTWAIT)              = EAGAIN
            """,
            ""),
        ran);
    assertEquals(EMPTY, Files.readString(file));
  }

  @Test
  void itIsWrittenWhenAskedTo() throws IOException {
    Path file = file(EMPTY);

    Ran ran = Ran.sockdiff("record", "-w", file.toString());

    assertEquals(0, ran.exit());
    assertEquals(FILLED, Files.readString(file));
    assertEquals(new Ran(0, "", ""), Ran.sockdiff("record", "-w", file.toString()));
  }

  @Test
  void nothingIsWrittenInCi() throws IOException {
    Path file = file(EMPTY);

    Ran ran = Ran.with(Map.of("CI", "true"), "record", "-w", file.toString());

    assertEquals(
        new Ran(
            2,
            "",
            "sockdiff: CI is set, and expectations that a machine writes must be read by somebody:"
                + " run it by hand\n"),
        ran);
    assertEquals(EMPTY, Files.readString(file));
  }

  @Test
  void aCaseThatCannotRunHereIsTold() throws IOException {
    Path file = file("# Old.\nuntil linux 2.6.24\nrx = socket(AF_INET, SOCK_DGRAM, 0)\n");

    Ran ran = Ran.sockdiff("record", file.toString());

    assertEquals(3, ran.exit());
  }
}
