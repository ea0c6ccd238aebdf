// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.check.Divergence.Aspect;
import org.sockdiff.check.Divergence.OddOne;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.rule.Rules;
import org.sockdiff.rule.Rules.InDatagramsAt;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.Event;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;

/** The model under one profile stands for the kernel that is judged under another. */
final class CheckerTest {
  private static final String SOCKETS =
      """
      # A test.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)
      """;

  private static Program program(String statements) {
    return Binder.bind(TraceReader.parse("test.trace", SOCKETS + statements)).get(0);
  }

  private static Recording recorded(String kernel, String statements) {
    return new ModelTarget(Profiles.named(kernel), Machine.TYPICAL).record(program(statements));
  }

  private static CaseResult judged(String model, String kernel, Recording recording) {
    return new Checker(Profiles.named(model), Profiles.named(kernel), Machine.TYPICAL, () -> 0)
        .check(recording);
  }

  private static CaseResult judged(String model, String kernel, String statements) {
    return judged(model, kernel, recorded(kernel, statements));
  }

  /** The recording with the outcome of one action's call replaced. */
  private static Recording with(Recording recording, int action, Outcome outcome) {
    List<Event> events = new ArrayList<>();
    for (Event event : recording.events()) {
      events.add(
          event instanceof Event.Returned returned && returned.action() == action
              ? new Event.Returned(
                  action, returned.thread(), outcome, returned.sockname(), returned.micros())
              : event);
    }
    return new Recording(recording.program(), events, recording.trouble());
  }

  @Test
  void sameProfileConforms() {
    CaseResult result =
        judged("linux-6.18", "linux-6.18", "send(tx, \"one\", 0)\nrecv(rx, 64, MSG_PEEK)\n");

    assertEquals(Verdict.CONFORMS, result.verdict());
    assertEquals(6, result.steps());
  }

  @Test
  void differingRuleDivergesAndExplains() {
    CaseResult result =
        judged("linux-4.9", "linux-6.18", "send(tx, \"one\", 0)\nrecv(rx, 64, MSG_PEEK)\n");

    Explanation explanation = result.explanation().orElseThrow();
    assertEquals(Verdict.DIVERGES, result.verdict());
    assertEquals(
        List.of(
            new Explanation.Flip(
                Rules.UDP_IN_DATAGRAMS_AT,
                InDatagramsAt.FIRST_LOOK,
                InDatagramsAt.CONSUMPTION,
                false)),
        explanation.flips());
    assertTrue(explanation.whole());
  }

  /** That one datagram fits would be explained by 3.2's answer, too. */
  @Test
  void ofAnswersThatExplainTheKernelsOwnIsTold() {
    CaseResult result =
        judged(
            "linux-3.1",
            "linux-5.10",
            "setsockopt(rx, SOL_SOCKET, SO_RCVBUF, 1152)\nsend(tx, \"x\" * 3000, 0)\nrecv(rx, 64, MSG_PEEK)\n");

    assertEquals(
        List.of(Rules.Admission.CHARGE_AT_MOST),
        result.explanation().orElseThrow().flips().stream()
            .filter(flip -> flip.rule() == Rules.UDP_ADMISSION)
            .map(Explanation.Flip::observed)
            .toList());
  }

  @Test
  void checkerGoesOnAfterADivergence() {
    CaseResult result =
        judged(
            "linux-4.9",
            "linux-6.18",
            "send(tx, \"one\", 0)\nrecv(rx, 64, MSG_PEEK)\nrecv(rx, 64, 0)\nrecv(rx, 64, MSG_DONTWAIT)\n");

    assertEquals(List.of(5, 6), result.divergences().stream().map(Divergence::action).toList());
    assertEquals("= \"one\" { Udp.InDatagrams +1 }", result.divergences().get(1).observed());
    assertEquals(List.of("= \"one\" { }"), result.divergences().get(1).allowed());
    assertEquals(8, result.steps());
  }

  @Test
  void modelIsTheOddOneWhenScriptAndKernelAgree() {
    CaseResult result =
        judged(
            "linux-4.9",
            "linux-6.18",
            "send(tx, \"one\", 0)\nrecv(rx, 64, MSG_PEEK) = \"one\" { }\n");

    assertEquals(OddOne.MODEL, result.divergences().get(0).odd());
    assertEquals(Optional.of("= \"one\" { }"), result.divergences().get(0).stated());
  }

  @Test
  void kernelIsTheOddOneWhenScriptAndModelAgree() {
    CaseResult result =
        judged(
            "linux-6.18",
            "linux-4.9",
            "send(tx, \"one\", 0)\nrecv(rx, 64, MSG_PEEK) = \"one\" { }\n");

    assertEquals(OddOne.KERNEL, result.divergences().get(0).odd());
  }

  @Test
  void scriptIsTheOddOneWhenModelAndKernelAgree() {
    CaseResult result =
        judged(
            "linux-6.18",
            "linux-6.18",
            "send(tx, \"one\", 0) = 4\nrecv(rx, 64, 0) = \"one\" { }\n");

    assertEquals(
        List.of(OddOne.SCRIPT, OddOne.SCRIPT),
        result.divergences().stream().map(Divergence::odd).toList());
    assertEquals(Aspect.RESULT, result.divergences().get(0).aspect());
    assertEquals(Aspect.COUNTERS, result.divergences().get(1).aspect());
    assertEquals(Optional.empty(), result.explanation());
    assertEquals("", result.searched());
  }

  @Test
  void noTwoAgreeWhenAllThreeDiffer() {
    Recording recording =
        with(
            recorded("linux-6.18", "recv(rx, 64, MSG_DONTWAIT) = \"x\"\n"),
            4,
            Outcome.failed(Errno.EIO));

    CaseResult result = judged("linux-6.18", "linux-6.18", recording);

    assertEquals(OddOne.NO_TWO_AGREE, result.divergences().get(0).odd());
    assertEquals("= EIO", result.divergences().get(0).observed());
    assertEquals(List.of("= EAGAIN"), result.divergences().get(0).allowed());
    assertEquals("= EAGAIN", result.divergences().get(0).goingOn());
    assertTrue(
        result.searched().startsWith("neither one rule nor two explain it"), result.searched());
  }

  @Test
  void guardsPickTheExpectationByProfile() {
    String guarded =
        """
        send(tx, "one", 0)
        recv(rx, 64, MSG_PEEK)
            = "one" { InDatagrams +1 }  @ linux 2.6.25..4.9
            = "one" { }                 @ linux 4.10..
        """;

    assertEquals(Verdict.CONFORMS, judged("linux-4.9.337", "linux-4.9.337", guarded).verdict());
    assertEquals(Verdict.CONFORMS, judged("linux-6.18", "linux-6.18", guarded).verdict());
  }

  @Test
  void sleeperThatWasNotWokenDiverges() {
    String lostWakeUp =
        """
        A> recv(rx, 64, MSG_PEEK)  blocks
        B> recv(rx, 64, 0)  blocks
        send(tx, "one", 0)
        """;

    CaseResult result = judged("gvisor-20221219", "linux-6.18", lostWakeUp);

    assertEquals(
        List.of(Rules.UDP_IN_DATAGRAMS_AT, Rules.DATAGRAM_WAKE_UP),
        result.explanation().orElseThrow().flips().stream().map(Explanation.Flip::rule).toList());
    assertEquals(
        List.of("still blocked"),
        result.divergences().stream()
            .filter(d -> d.aspect() == Aspect.RESULT)
            .map(Divergence::observed)
            .toList());
  }

  @Test
  void sleeperThatWasWokenAgainstTheModelDiverges() {
    String lostWakeUp =
        """
        A> recv(rx, 64, MSG_PEEK)  blocks
        B> recv(rx, 64, 0)  blocks
        send(tx, "one", 0)
        """;

    CaseResult result = judged("linux-6.18", "gvisor-20221219", lostWakeUp);

    Divergence first =
        result.divergences().stream()
            .filter(d -> d.aspect() == Aspect.RESULT)
            .findFirst()
            .orElseThrow();
    assertEquals("B> recv(rx, 64, 0)", first.call());
    assertEquals("= \"one\"", first.observed());
    assertEquals(List.of("blocks"), first.allowed());
  }

  @Test
  void callThatReturnsThoughItShouldSleepDiverges() {
    Recording recording =
        with(
            recorded(
                "linux-6.18",
                """
                setsockopt(rx, SOL_SOCKET, SO_RCVTIMEO, 200ms)
                recv(rx, 64, 0) = EAGAIN
                """),
            5,
            Outcome.ofValue(0));

    CaseResult result = judged("linux-6.18", "linux-6.18", recording);

    assertEquals("= 0 \"\"".replace("0 ", ""), result.divergences().get(0).observed());
    assertEquals(List.of("= EAGAIN", "blocks"), result.divergences().get(0).allowed());
  }

  @Test
  void timeOutThatEndsEarlyDiverges() {
    String statements =
        """
        setsockopt(rx, SOL_SOCKET, SO_RCVTIMEO, 200ms)
        recv(rx, 64, 0)
        """;

    assertEquals(
        Verdict.CONFORMS,
        judged("linux-6.18", "linux-6.18", lasting(statements, 197_000)).verdict());
    assertEquals(
        Verdict.CONFORMS,
        judged("linux-6.18", "linux-6.18", lasting(statements, 900_000)).verdict());
    CaseResult early = judged("linux-6.18", "linux-6.18", lasting(statements, 150_000));
    assertEquals(List.of("blocks"), early.divergences().get(0).allowed());
  }

  private static Recording lasting(String statements, long micros) {
    Recording recording = recorded("linux-6.18", statements);
    List<Event> events = new ArrayList<>();
    for (Event event : recording.events()) {
      events.add(
          event instanceof Event.Returned r
              ? new Event.Returned(r.action(), r.thread(), r.outcome(), r.sockname(), micros)
              : event);
    }
    return new Recording(recording.program(), events, Optional.empty());
  }

  @Test
  void whatTheModelDoesNotKnowIsInconclusive() {
    CaseResult result =
        judged("linux-6.18", "linux-6.18", "sendto(tx, \"x\", 0, 224.0.0.1:9000)\n");

    assertEquals(Verdict.INCONCLUSIVE, result.verdict());
    assertEquals("not modelled: multicast", result.reason());
  }

  @Test
  void troubleOfTheRecorderIsInconclusive() {
    Recording whole = recorded("linux-6.18", "send(tx, \"one\", 0)\n");
    Recording cut = new Recording(whole.program(), whole.events(), Optional.of("the guest died"));

    CaseResult result = judged("linux-6.18", "linux-6.18", cut);

    assertEquals(Verdict.INCONCLUSIVE, result.verdict());
    assertEquals("the guest died", result.reason());
  }

  @Test
  void portOfTheKernelsChoiceMustBeInItsRange() {
    String statements = "send(tx, \"one\", 0)\nrecvfrom(rx, 64, 0)\n";
    Recording recording = recorded("linux-6.18", statements);
    Machine other = Machine.TYPICAL.withPorts(50_000, 60_000);
    Profile profile = Profiles.named("linux-6.18");

    CaseResult result = new Checker(profile, profile, other, () -> 0).check(recording);

    assertEquals(Verdict.DIVERGES, result.verdict());
  }

  @Test
  void needsThatAreNotMetAreTold() {
    Program program =
        Binder.bind(
                TraceReader.parse(
                    "t.trace",
                    "# T.\nsince linux 4.13\nuntil linux 6.1\nrx = socket(AF_INET, SOCK_DGRAM, 0)\n"))
            .get(0);

    assertEquals(Optional.empty(), checker("linux-5.10").unmet(program));
    assertEquals(Optional.empty(), checker("linux-6.1.192").unmet(program));
    assertEquals(
        Optional.of("since linux 4.13, and this is linux-4.9"),
        checker("linux-4.9").unmet(program));
    assertEquals(
        Optional.of("until linux 6.1, and this is linux-6.12"),
        checker("linux-6.12").unmet(program));
  }

  private static Checker checker(String profile) {
    return new Checker(Profiles.named(profile), Profiles.named(profile), Machine.TYPICAL, () -> 0);
  }

  /** B slept through the wake-up that A's peek used up; the signal of who gives it up wakes it. */
  private static final String LOST_WAKE_UP =
      """
      A> recv(rx, 64, MSG_PEEK) blocks
      B> recv(rx, 64, 0) blocks
      send(tx, "one", 0)
      A> returns "one"
      """;

  @Test
  void interruptedSleeperTakesWhatItSleptThrough() {
    CaseResult result =
        judged(
            "linux-6.18",
            "linux-6.18",
            LOST_WAKE_UP + "B> returns\nrecv(rx, 64, MSG_DONTWAIT) = EAGAIN\n");

    assertEquals(Verdict.CONFORMS, result.verdict());
  }

  @Test
  void whatAnInterruptedCallReturnsIsNotWhatTheAuthorExpects() {
    CaseResult result = judged("linux-6.18", "linux-6.18", LOST_WAKE_UP + "B> returns \"one\"\n");

    assertEquals(OddOne.SCRIPT, result.divergences().get(0).odd());
    assertEquals("blocks", result.divergences().get(0).observed());
    assertEquals(List.of("blocks"), result.divergences().get(0).allowed());
  }

  @Test
  void whatAnInterruptedCallReturnsIsJudged() {
    Recording recording = recorded("linux-6.18", LOST_WAKE_UP + "B> returns\n");

    CaseResult result =
        judged("linux-6.18", "linux-6.18", with(recording, 8, Outcome.failed(Errno.EAGAIN)));

    assertEquals("= EAGAIN", result.divergences().get(0).observed());
    assertEquals(List.of("= \"one\"", "blocks"), result.divergences().get(0).allowed());
  }
}
