// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.Golden;

/** The command explain. */
final class ExplainCommandTest {
  private static final String THREADS =
      """
      # A peeker and a reader wait for the same datagram.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)
      A> recv(rx, 64, MSG_PEEK)   blocks
      B> recv(rx, 64, 0)          blocks
      sendto(rx, "one", 0, rx)    = 3
      A> returns "one"
      close(rx)
      """;

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource({"never, explain-threads", "always, explain-threads-coloured"})
  void everyStepIsTold(String color, String golden) throws IOException {
    Ran ran = explain(THREADS, "--color=" + color);

    Golden.check(Ran.GOLDENS.resolve(golden + ".expected"), ran.text());
  }

  @Test
  void whatIsNotModelledEndsItAndSaysWhere() throws IOException {
    assertEquals(
        new Ran(
            3,
            """
            t: TCP.
            as linux-6.18 does it

               2  close(-1)                                     = EBADF

            stopped: not modelled: socket type 1 with protocol 0, at t.trace:3:1
            """,
            ""),
        explain("# TCP.\nclose(-1)\ns = socket(AF_INET, SOCK_STREAM, 0)\n"));
  }

  @Test
  void errorsOfAScriptAreReported() throws IOException {
    assertEquals(
        new Ran(2, "", "t.trace:2:1: unknown call 'recvfrm'; did you mean 'recvfrom'?\n"),
        explain("# T.\nrecvfrm(rx)\n"));
  }

  @Test
  void fileThatDoesNotExistIsRefused() {
    assertEquals(
        new Ran(2, "", "sockdiff: no such file or directory: 'no.trace'\n"),
        Ran.sockdiff("explain", "no.trace"));
  }

  private Ran explain(String text, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("t.trace"), text);
    String color = options.length == 0 ? "--color=never" : options[0];
    return Ran.sockdiff("explain", "--profile=linux-6.18", color, file.toString())
        .with(directory, "");
  }
}
