// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Profiles;
import org.sockdiff.syntax.TraceReader;

final class ExplorerTest {
  /** The figures are SPIN's of the same model (src/test/promela), which counts the start, too. */
  @ParameterizedTest
  @CsvSource({
    "3, 1, 3, 1485, 2339, 7560, 277",
    "4, 1, 4, 33857, 55969, 1247400, 5897",
    "3, 2, 4, 542757, 849746, 63063000, 82645",
  })
  void countsWhatSpinCounts(
      int receivers,
      int rounds,
      int datagrams,
      int states,
      int transitions,
      long interleavings,
      int outcomes) {
    Exploration found =
        new PeekRead(receivers, rounds, datagrams).explore(Profiles.named("linux-4.9"));
    assertEquals(states, found.states());
    assertEquals(transitions, found.transitions());
    assertEquals(Optional.of(BigInteger.valueOf(interleavings)), found.interleavings());
    assertEquals(outcomes, found.outcomes().size());
    assertTrue(found.hosts() < 100, () -> "hosts: " + found.hosts());
  }

  /** The queue's second part and the gathered charges make more states, but no other outcomes. */
  @ParameterizedTest
  @CsvSource({"3, 1, 3", "4, 1, 4", "3, 2, 4"})
  void outcomesDoNotDependOnWhenChargesAreGivenBack(int receivers, int rounds, int datagrams) {
    PeekRead race = new PeekRead(receivers, rounds, datagrams);
    Exploration old = race.explore(Profiles.named("linux-4.9"));
    Exploration now = race.explore(Profiles.named("linux-6.18.44"));

    assertEquals(ends(old), ends(now));
    assertTrue(now.states() > old.states());
  }

  private static Set<List<End>> ends(Exploration exploration) {
    return exploration.outcomes().stream()
        .map(Exploration.Allowed::ends)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Test
  void witnessLeadsToItsOutcome() {
    Exploration found = new PeekRead(2, 1, 1).explore(Profiles.named("linux-6.18.44"));

    for (Exploration.Allowed outcome : found.outcomes()) {
      List<Optional<End>> last = new ArrayList<>(Collections.nCopies(5, Optional.empty()));
      found.witness(outcome).forEach(turn -> last.set(turn.call(), turn.end()));
      assertEquals(outcome.ends(), last.stream().map(Optional::orElseThrow).toList());
    }
  }

  @Test
  void sleepersThatNobodyWakesAndCallsBehindThemAreEnds() {
    Exploration found =
        explore(
            """
            a = socket(AF_INET, SOCK_DGRAM, 0)
            race {
                A> recv(a, 1, 0)
                A> recv(a, 1, MSG_DONTWAIT)
                B> recv(a, 1, MSG_DONTWAIT)
            }
            """);

    End eagain = new End.Returned(Outcome.failed(Errno.EAGAIN));
    assertEquals(
        List.of(List.of(End.ASLEEP, End.NOT_MADE, eagain)),
        found.outcomes().stream().map(Exploration.Allowed::ends).toList());
    assertEquals(Optional.of(BigInteger.TWO), found.interleavings());
  }

  @Test
  void sleeperFromBeforeTheRaceGoesOn() {
    Exploration found =
        explore(
            """
            rx = socket(AF_INET, SOCK_DGRAM, 0)
            bind(rx, 127.0.0.1:9000)
            S> recv(rx, 1, 0) blocks
            race {
                A> recv(rx, 1, MSG_DONTWAIT)
                B> sendto(rx, "1", 0, rx)
            }
            """);

    End eagain = new End.Returned(Outcome.failed(Errno.EAGAIN));
    End one = new End.Returned(Outcome.ofData(1, Bytes.copyOf(new byte[] {'1'})));
    End sent = new End.Returned(Outcome.ofValue(1));
    assertEquals(Set.of(List.of(eagain, sent, one), List.of(one, sent, End.ASLEEP)), ends(found));
  }

  @Test
  void tooManyStatesAreRefused() {
    PeekRead race = new PeekRead(2, 1, 2);
    Program program = race.program();
    Host start = PeekRead.before(program, Profiles.named("linux-4.9"));
    List<Call> calls = PeekRead.race(program).calls();

    assertThrows(TooManyStates.class, () -> Explorer.explore(start, calls, 4, 10));
  }

  private static Exploration explore(String script) {
    return PeekRead.explore(
        Binder.bind(TraceReader.parse("x.trace", script)).get(0), Profiles.named("linux-6.18.44"));
  }
}
