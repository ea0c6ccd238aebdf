// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockdiff.Golden;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.script.Script;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;

/** Expectations that are filled in, from what the model is seen to do. */
final class FillerTest {
  private static final Profile KERNEL = Profiles.of(Machine.TYPICAL);

  @Test
  void whatExpectsNothingGetsWhatWasSeen() {
    assertEquals(
        """
        # A new trace.
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)                = 0  # a comment
        tx = socket(AF_INET, SOCK_DGRAM, 0)
        connect(tx, rx)                         = 0
        getsockname(rx)                         = 127.0.0.1:9000
        getsockname(tx)                         = _
        repeat 2 {
            send(tx, "x" * 100, 0)              = 100       { OutDatagrams +1 }
        }
        recvmsg(rx, {iov: [2, 64]}, MSG_PEEK)   = "x" * 66 MSG_TRUNC from tx { }
        """,
        filled(
            """
            # A new trace.
            rx = socket(AF_INET, SOCK_DGRAM, 0)
            bind(rx, 127.0.0.1:9000)  # a comment
            tx = socket(AF_INET, SOCK_DGRAM, 0)
            connect(tx, rx)
            getsockname(rx)
            getsockname(tx)
            repeat 2 {
            send(tx, "x" * 100, 0)
            }
            recvmsg(rx, {iov: [2, 64]}, MSG_PEEK)
            """));
  }

  @Test
  void sleepersAreSaidToSleepAndToReturn() {
    assertEquals(
        """
        # Two threads.
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)                = 0
        A> recv(rx, 64, 0)                      blocks
        sendto(rx, "one", 0, rx)                = 3         { InDatagrams +1, OutDatagrams +1 }
        A> returns "one"                                    { }
        """,
        filled(
            """
            # Two threads.
            rx = socket(AF_INET, SOCK_DGRAM, 0)
            bind(rx, 127.0.0.1:9000)                = 0
            A> recv(rx, 64, 0)
            sendto(rx, "one", 0, rx)
            A> returns
            """));
  }

  @Test
  void whatIsMetStaysAndTheRestIsReplacedInItsPlace() {
    String met =
        """
        # What the author spelled stays.
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)                = 0
        sendto(rx, "hello", 0, rx)              = 5 or EAGAIN
        recv(rx, 64, MSG_PEEK)
            = "hel" ... { InDatagrams +1 } @ linux ..4.9
            = "hel" ... { }                @ linux 4.10..
        recv(rx, 64, 0)                         = x"68 .. 6c 6c 6f" { InDatagrams +1 }
        recv(rx, 64, MSG_DONTWAIT)              = -1 EAGAIN (Resource temporarily unavailable)
        """;
    assertEquals(met, filled(met));
    assertEquals(
        met,
        filled(
            met.replace("{ }                @ linux 4.10", "{ InErrors +1 } @ linux 4.10")
                .replace("x\"68 .. 6c 6c 6f\" { InDatagrams +1 }", "x\"68 .. 6c 6c 6f\" { }")));
    assertEquals(
        met.replace("x\"68 .. 6c 6c 6f\" { In", "\"hello\"   { In"),
        filled(met.replace("x\"68 ..", "x\"69 ..")));
  }

  @Test
  void whereNoExpectationIsForTheKernelOneIsAdded() {
    assertEquals(
        """
        # An old expectation.
        rx = socket(AF_INET, SOCK_DGRAM, 0)

        recv(rx, 64, MSG_DONTWAIT)
            = "x"    @ linux ..4.9
            = EAGAIN @ linux 6.18
        close(rx)                               = 0
        """,
        filled(
            """
            # An old expectation.
            rx = socket(AF_INET, SOCK_DGRAM, 0)

            recv(rx, 64, MSG_DONTWAIT)
                = "x"    @ linux ..4.9
            close(rx)
            """));
  }

  @Test
  void whatCannotBeStatedIsNoted() {
    Filler.Filled filled =
        fill(
            script(
                "t.trace",
                """
                # The main thread sleeps, and so does a thread that should return.
                rx = socket(AF_INET, SOCK_DGRAM, 0)
                A> recv(rx, 64, 0)                      blocks
                A> returns
                """),
            KERNEL);

    assertEquals(List.of("t.trace:4:1: the call still sleeps here"), filled.notes());
  }

  /** Whatever a kernel did, it conforms to what was made of it, or a note says why not. */
  @TestFactory
  Stream<DynamicTest> whatWasFilledInConforms() {
    return Golden.files(Path.of("traces"), ".trace").stream()
        .filter(file -> !file.toString().contains("invalid"))
        .flatMap(
            file ->
                Stream.of("linux-6.18.44", "linux-3.19.8")
                    .map(Profiles::named)
                    .filter(kernel -> isFor(kernel, file))
                    .map(
                        kernel ->
                            DynamicTest.dynamicTest(
                                file + " " + kernel.name(), () -> conforms(file, kernel))));
  }

  private static boolean isFor(Profile kernel, Path file) {
    return Binder.bind(TraceReader.read(file, file.toString())).stream()
        .allMatch(program -> program.needs().unmet(Machine.TYPICAL, kernel).isEmpty());
  }

  private static void conforms(Path file, Profile kernel) {
    Script script = TraceReader.read(file, file.toString());

    Filler.Filled filled = fill(script, kernel);

    List<String> diverging =
        Binder.bind(script(file.toString(), filled.text())).stream()
            .map(program -> judged(program, kernel))
            .flatMap(result -> result.divergences().stream())
            .map(divergence -> "line " + divergence.location().line())
            .toList();
    assertTrue(diverging.isEmpty() || !filled.notes().isEmpty(), () -> diverging + "\n" + filled);
  }

  private static CaseResult judged(Program program, Profile kernel) {
    return new Checker(kernel, kernel, Machine.TYPICAL, () -> 0)
        .check(new ModelTarget(kernel, Machine.TYPICAL).record(program));
  }

  private static String filled(String text) {
    return fill(script("t.trace", text), KERNEL).text();
  }

  private static Filler.Filled fill(Script script, Profile kernel) {
    List<Recording> recordings = new ArrayList<>();
    for (Program program : Binder.bind(script)) {
      recordings.add(new ModelTarget(kernel, Machine.TYPICAL).record(program));
    }
    return Filler.fill(script, recordings, kernel, Machine.TYPICAL);
  }

  private static Script script(String name, String text) {
    return TraceReader.parse(name, text);
  }
}
