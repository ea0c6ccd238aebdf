// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListCommandTest {
  @TempDir private Path temporary = Path.of("");

  private Path traces = Path.of("");

  @BeforeEach
  void writeTraces() throws IOException {
    traces = Files.createDirectories(temporary.resolve("traces"));
    Files.writeString(
        traces.resolve("plain.trace"), "# Has \"nothing\".\nrx = socket(AF_INET, SOCK_DGRAM, 0)\n");
    Files.writeString(
        traces.resolve("wants.trace"),
        """
        # Wants things.
        needs ipv6, CAP_NET_RAW
        since linux 4.13
        with ip = 127.0.0.1, [::1]

        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, ip:9000)
        """);
  }

  @Test
  void hasALineForEachCase() {
    Ran run = Ran.sockdiff("list", traces.toString());

    assertEquals(
        new Ran(
            0,
            """
            plain                Has "nothing".
            wants[ip=127.0.0.1]  Wants things.  [needs ipv6, CAP_NET_RAW; since linux 4.13]
            wants[ip=::1]        Wants things.  [needs ipv6, CAP_NET_RAW; since linux 4.13]
            """,
            ""),
        run);
  }

  @Test
  void jsonHasEverythingApart() {
    Ran run = Ran.sockdiff("list", "--json", traces.toString());

    assertEquals(
        ("{'schema':'sockdiff-list-1','cases':[{'case':'plain','file':'DIR/plain.trace',"
                + "'title':'Has \\'nothing\\'.','variables':{},'needs':[],'threads':1,'steps':1},"
                + "{'case':'wants[ip=127.0.0.1]','file':'DIR/wants.trace',"
                + "'title':'Wants things.','variables':{'ip':'127.0.0.1'},"
                + "'needs':['ipv6','CAP_NET_RAW'],'since':'4.13','threads':1,'steps':2},"
                + "{'case':'wants[ip=::1]','file':'DIR/wants.trace',"
                + "'title':'Wants things.','variables':{'ip':'[::1]'},"
                + "'needs':['ipv6','CAP_NET_RAW'],'since':'4.13','threads':1,'steps':2}]}\n")
            .replace('\'', '"')
            .replace("DIR", traces.toString()),
        run.out());
    assertEquals(0, run.exit());
  }

  @Test
  void scriptThatIsWrongExits2() throws IOException {
    Path wrong = Files.writeString(traces.resolve("wrong.trace"), "recvfrm(rx)\n");

    Ran run = Ran.sockdiff("list", traces.toString());

    assertEquals(2, run.exit());
    assertTrue(run.err().contains(wrong + ":1:1: unknown call 'recvfrm'"), run.err());
  }
}
