// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.check.History.Answer;
import org.sockdiff.model.Host;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profiles;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.Event;

/** Two readers and one datagram, in all orders of calls and returns that matter. */
final class HistoryTest {
  private static final Outcome ONE = Outcome.ofData(1, Bytes.copyOf(new byte[] {'1'}));
  private static final Outcome EAGAIN = Outcome.failed(Errno.EAGAIN);
  private static final int A = 1;
  private static final int B = 2;

  private final Program program =
      Binder.bind(
              TraceReader.parse(
                  "x.trace",
                  """
                  rx = socket(AF_INET, SOCK_DGRAM, 0)
                  bind(rx, 127.0.0.1:9000)
                  sendto(rx, "1", 0, rx)
                  race {
                      A> recv(rx, 1, MSG_DONTWAIT)
                      B> recv(rx, 1, MSG_DONTWAIT)
                  }
                  """))
          .get(0);
  private final List<Event> events = new ArrayList<>();

  @Test
  void overlappingCallsMayBeInEitherOrder() {
    called(A);
    called(B);
    returned(A, EAGAIN);
    returned(B, ONE);

    assertEquals(Answer.YES, answer(1000));
  }

  @Test
  void callThatReturnedBeforeAnotherWasMadeIsBeforeIt() {
    called(A);
    returned(A, EAGAIN);
    called(B);
    returned(B, ONE);

    assertEquals(Answer.NO, answer(1000));
  }

  @Test
  void datagramIsReadOnce() {
    called(A);
    called(B);
    returned(A, ONE);
    returned(B, ONE);

    assertEquals(Answer.NO, answer(1000));
  }

  @Test
  void callThatNeverReturnedAndNeverSleptIsNotExplained() {
    called(A);
    called(B);
    returned(A, ONE);

    assertEquals(Answer.NO, answer(1000));
  }

  @Test
  void givesUpWithTheBudget() {
    called(A);
    called(B);
    returned(A, EAGAIN);
    returned(B, ONE);

    assertEquals(Answer.GAVE_UP, answer(2));
  }

  private Answer answer(int budget) {
    Host host = Host.fresh(Profiles.named("linux-6.18.44"), Machine.TYPICAL);
    for (Program.Action action : program.actions()) {
      if (action instanceof Program.Do made) {
        host = made.call().op().model(host, made.call()).get(0).host();
      }
    }
    return new History(program, budget).answer(host, events);
  }

  private void called(int thread) {
    events.add(new Event.Called(3, thread));
  }

  private void returned(int thread, Outcome outcome) {
    events.add(new Event.Returned(3, thread, outcome, Optional.empty(), -1));
  }
}
