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
import org.sockdiff.rule.Rules;

final class RulesCommandTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void pageIsTheOneThatIsCommitted() {
    Golden.check(Path.of("docs", "rules.md"), Ran.sockdiff("rules", "--markdown").out());
  }

  @Test
  void tellsEverythingOfARule() {
    assertEquals(
        """
        udp.name-at-shutdown: Does a recvfrom that returns 0 after SHUT_RD return an address?
          PRESET  linux at first; known from 2.6.11
                    [run] run on 2.6.24; read in 3.10.17
          NONE    linux from 3.13, backported to 2.6.32.67
                    [run] bceaa90240b6, CVE-2013-7263; run on 2.6.32.67 (which has the backport), 3.19.8 to
                    7.3
          PRESET  gvisor 20221219
          decided in net/ipv4/udp.c, udp_recvmsg, where it sets *addr_len
          told apart by traces/eras/udp-name-at-shutdown.trace
        """,
        Ran.sockdiff("rules", "udp.name-at-shutdown").out());
  }

  @Test
  void boundaryThatIsARangeIsUncertain() {
    assertTrue(
        Ran.sockdiff("rules", "sock.sndbuf-minimum")
            .out()
            .contains("  B4608  linux between 2.6.36 and 3.13 (uncertain)\n"));
    assertEquals(
        "# linux-3.2\nsock.sndbuf-minimum = B2048  # linux before 3.13; uncertain of this release\n",
        Ran.sockdiff("rules", "--profile", "linux-3.2", "sock.sndbuf-minimum").out());
  }

  @Test
  void tellsAllRulesInOrder() {
    String out = Ran.sockdiff("rules").out();

    assertTrue(out.startsWith(Rules.ALL.get(0).id() + ": "), out);
    assertEquals(
        Rules.ALL.size(), out.lines().filter(line -> line.startsWith("  decided in ")).count());
  }

  @Test
  void answersOfAProfileAreLinesOfAProfileFile() throws IOException {
    String answers = Ran.sockdiff("rules", "--profile=gvisor-20221219").out();
    Path file = Files.writeString(directory.resolve("p"), "base = linux-6.18\n" + answers);

    assertEquals(
        answers.lines().skip(1).toList(),
        Ran.sockdiff("rules", "--profile=" + file).out().lines().skip(1).toList());
  }

  @Test
  void coverageTellsWhichRulesWereAsked() throws IOException {
    Path trace =
        Files.writeString(
            directory.resolve("minimum.trace"),
            """
            # Asks one rule.
            rx = socket(AF_INET, SOCK_DGRAM, 0)
            setsockopt(rx, SOL_SOCKET, SO_RCVBUF, 0)
            """);
    Path record = directory.resolve("record.ndjson");
    Ran.sockdiff("run", "--target=model", "--record=" + record, trace.toString());

    String out = Ran.sockdiff("rules", "--coverage", record.toString()).out();

    String name = directory.resolve("minimum").toString();
    assertTrue(
        out.contains("sock.rcvbuf-minimum = B2304\n    asked by 1 case: " + name + "\n"), out);
    assertTrue(out.contains("udp.admission\n    never asked\n"), out);
    assertTrue(
        out.contains("\n1 of " + Rules.ALL.size() + " rules asked by 1 case as linux-"), out);
  }

  @Test
  void namesTheRulesIfThereIsNoSuchOne() {
    Ran run = Ran.sockdiff("rules", "udp.none");

    assertEquals(2, run.exit());
    assertTrue(run.err().startsWith("sockdiff: there is no rule 'udp.none'; they are udp."));
  }
}
