// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockdiff.check.Checker;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptPrinter;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.ModelTarget;

/** The model of one kernel is observed, and judged by a model with one rule's answer changed. */
final class ShrinkerTest {
  private static final long SEED = 11;
  private static final Profile KERNEL = Profile.linux(KernelVersion.of("6.18"));

  private static Trial trial(String rule) {
    ModelTarget target = new ModelTarget(KERNEL, Machine.TYPICAL);
    Profile flipped = Profiles.override(KERNEL, rule);
    return new Trial(
        target::record, target::record, new Checker(flipped, KERNEL, Machine.TYPICAL, () -> 0));
  }

  private static Optional<Symptom> symptom(Trial trial, Script script) {
    return trial.diverging(script).flatMap(Symptom::of);
  }

  private static Script shrunk(Trial trial, Script script) {
    return new Shrinker(trial.ofParts(script), script, symptom(trial, script).orElseThrow())
        .shrink();
  }

  private static String shrunk(String rule, String text) {
    return ScriptPrinter.print(shrunk(trial(rule), TraceReader.parse("test.trace", text)));
  }

  @TestFactory
  Stream<DynamicTest> shrinkingKeepsTheSymptomAndEnds() {
    Trial trial = trial("udp.in-datagrams-at=FIRST_LOOK");
    ScriptGenerator generator = new ScriptGenerator(SEED, 30);
    return LongStream.range(0, 16)
        .mapToObj(index -> generator.script(index).program().script())
        .filter(script -> symptom(trial, script).isPresent())
        .map(script -> DynamicTest.dynamicTest(script.name(), () -> keeps(trial, script)));
  }

  private static void keeps(Trial trial, Script script) {
    Script smallest = shrunk(trial, script);

    assertAll(
        () -> assertEquals(symptom(trial, script), symptom(trial, smallest)),
        () -> assertTrue(ScriptSize.of(smallest) < ScriptSize.of(script)),
        () -> assertTrue(smallest.statements().size() <= 7, ScriptPrinter.print(smallest)),
        () -> assertEquals(smallest, shrunk(trial, smallest)),
        () -> assertEquals(smallest, shrunk(trial, script)));
  }

  @Test
  void whatDoesNotMatterGoes() {
    assertEquals(
        """
        # A peek counts.
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)
        sendto(rx, "", 0, rx)
        recv(rx, 0, MSG_PEEK)
        """,
        shrunk(
            "udp.in-datagrams-at=FIRST_LOOK",
            """
            # A peek counts.
            needs ipv6
            with length = 1, 64
            rx = socket(AF_INET, SOCK_DGRAM, 0)
            other = socket(AF_INET6, SOCK_DGRAM, 0)
            bind(rx, 127.0.0.1:9000)                      = 0
            A> recvmsg(other, {iov: [1, 2]}, MSG_TRUNC)   blocks
            repeat 3 {
                sendto(rx, "hello" * 20, MSG_DONTWAIT, rx)    = 100 { OutDatagrams +1 }
            }
            A> still blocked
            recv(rx, length, MSG_PEEK|MSG_DONTWAIT)       = _
            recv(rx, 64, 0)
            close(rx)
            """));
  }

  @Test
  void aThreadThatMattersStays() {
    assertEquals(
        """
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)
        A> recv(rx, 0, MSG_PEEK)
        B> recv(rx, 0, 0)
        sendto(rx, "", 0, rx)
        """,
        shrunk(
            "datagram.wake-up=ALL_SLEEPERS",
            """
            rx = socket(AF_INET, SOCK_DGRAM, 0)
            bind(rx, 127.0.0.1:9000)
            A> recv(rx, 64, MSG_PEEK)
            B> recv(rx, 64, MSG_PEEK)
            getsockname(rx)
            sendto(rx, "one", 0, rx)
            A> returns
            B> still blocked
            """));
  }

  @Test
  void theSymptomNamesTheCallAndTheRules() {
    Script script =
        TraceReader.parse(
            "test.trace",
            """
            rx = socket(AF_INET, SOCK_DGRAM, 0)
            bind(rx, 127.0.0.1:9000)
            sendto(rx, "one", 0, rx)
            recv(rx, 64, MSG_PEEK)
            """);

    Symptom symptom = symptom(trial("udp.in-datagrams-at=FIRST_LOOK"), script).orElseThrow();

    assertAll(
        () -> assertEquals("recv", symptom.call()),
        () -> assertEquals("returns", symptom.observed()),
        () -> assertEquals(List.of("udp.in-datagrams-at"), symptom.rules()));
  }
}
