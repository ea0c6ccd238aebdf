// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockdiff.sys.jna.LiveKernel;

final class ShrinkCommandTest {
  private static final String LONG =
      """
      # A peek leaves the datagram in the queue.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)                = 0
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)                         = 0

      send(tx, "hello", 0)                    = 5
      recv(rx, 64, MSG_PEEK)                  = "hello"
      recvmsg(rx, {iov: [2, 64]}, 0)          = "hello" from tx
      recv(rx, 64, MSG_DONTWAIT)              = EAGAIN
      """;

  private static final String SHORT =
      """
      # A peek leaves the datagram in the queue.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)
      send(tx, "", 0)
      recv(rx, 0, MSG_PEEK)
      """;

  @TempDir private Path directory;
  private Path trace = Path.of("");

  @BeforeEach
  void write() throws IOException {
    trace = directory.resolve("peek.trace");
    Files.writeString(trace, LONG);
  }

  private Ran shrink(String target, String profile) {
    return Ran.sockdiff("shrink", "--target", target, "--profile", profile, trace.toString());
  }

  @Test
  void onlyWhatMakesItDivergeIsLeft() {
    assertEquals(
        new Ran(1, SHORT, "sockdiff: 8 statements became 6, after 67 tries\n"),
        shrink("model", "linux-2.6.31"));
  }

  @Test
  @Tag("kernel")
  void theKernelIsAskedAgainAndAgain() {
    LiveKernel.orSkip();

    assertEquals(SHORT, shrink("kernel", "linux-2.6.31").out());
  }

  @Test
  void aFileTakesTheSmallerTrace() throws IOException {
    Path small = directory.resolve("small.trace");

    Ran ran =
        Ran.sockdiff(
            "shrink",
            "--target",
            "model",
            "--rule",
            "udp.in-datagrams-at=FIRST_LOOK",
            "--out",
            small.toString(),
            trace.toString());

    assertEquals("", ran.out());
    assertEquals(SHORT, Files.readString(small));
  }

  @Test
  void aTraceThatConformsIsLeftAlone() {
    assertEquals(
        new Ran(0, "", "sockdiff: " + trace + " does not diverge: there is nothing to keep\n"),
        shrink("model", "linux-6.18"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"recvfrm(rx)", "recv(rx, 64, 0) ="})
  void aScriptWithErrorsIsRefused(String line) throws IOException {
    Files.writeString(trace, LONG + line + "\n");

    assertEquals(2, shrink("model", "linux-2.6.31").exit());
  }
}
