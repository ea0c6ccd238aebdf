// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.op.Program;
import org.sockdiff.sys.Kernel;
import org.sockdiff.sys.jna.LiveKernel;

/** Races on real sockets: whatever the order, every call is seen once, and nothing is left over. */
@Tag("kernel")
final class RaceRunTest {
  private static final String SETUP =
      """
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:0)
      """;

  private static KernelTarget target;

  @BeforeAll
  static void open() {
    Kernel kernel = LiveKernel.orSkip();
    target = new KernelTarget(kernel, 1, Deadlines.USUAL);
  }

  @AfterAll
  static void close() {
    if (target != null) {
      target.close();
    }
  }

  /** Three threads on fewer CPUs or as many: with lanes of their own, and shared ones. */
  @Test
  void oneOfThreeReadersGetsTheDatagram() {
    Program program =
        Seen.program(
            SETUP
                + """
                sendto(rx, "1", 0, rx)
                race {
                    A> recv(rx, 1, MSG_DONTWAIT)
                    B> recv(rx, 1, MSG_DONTWAIT)
                    C> recv(rx, 1, MSG_DONTWAIT)
                }
                """);
    List<Integer> readers = new ArrayList<>();

    target.sample(
        program,
        1,
        true,
        round -> {
          assertEquals(Optional.empty(), round.trouble());
          readers.add(Collections.frequency(ends(round), Outcome.failed(Errno.EAGAIN)));
          return readers.size() < 30;
        });

    assertEquals(Collections.nCopies(30, 2), readers);
  }

  @Test
  void callThatSleepsIsInterruptedAndThoseBehindItAreNotMade() {
    Recording recording =
        target.record(
            Seen.program(
                SETUP
                    + """
                    race {
                        A> recv(rx, 1, 0)
                        A> recv(rx, 1, MSG_DONTWAIT)
                        B> recv(rx, 1, MSG_DONTWAIT)
                    }
                    """));

    assertEquals(Optional.empty(), recording.trouble());
    assertEquals(List.of(Outcome.failed(Errno.EAGAIN)), ends(recording));
    assertEquals(
        List.of(new Event.Blocked(2, 1, true)),
        recording.events().stream().filter(event -> event instanceof Event.Blocked).toList());
  }

  private static List<Outcome> ends(Recording recording) {
    List<Outcome> outcomes = new ArrayList<>();
    int race = recording.program().actions().size() - 1;
    for (Event event : recording.events()) {
      if (event.action() == race && event instanceof Event.Returned returned) {
        outcomes.add(returned.outcome());
      }
    }
    return outcomes;
  }
}
