// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sockdiff.abi.BytePattern;
import org.sockdiff.abi.Bytes;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Guard;
import org.sockdiff.script.Header;
import org.sockdiff.script.Location;
import org.sockdiff.script.Result;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.Statement;
import org.sockdiff.script.Value;

class TraceReaderTest {
  @TestFactory
  Stream<DynamicTest> parsesTheCorpus() {
    return Corpus.files().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.toString(), () -> TraceReader.read(file, file.toString())));
  }

  @Test
  void firstCommentIsTheTitle() {
    assertEquals("One. Two.", parse("#!/bin/sockdiff\n\n#  One. Two. \n# More.\nf()").title());
  }

  @Test
  void commentAfterTheFirstStatementIsNoTitle() {
    assertEquals("", parse("f() # no title\n# no title either\nf()").title());
  }

  @Test
  void keepsNameAndText() {
    Script script = TraceReader.parse("dir/x.trace", "f() # é\r\n");

    assertEquals("dir/x.trace", script.name());
    assertEquals("f() # é\r\n", script.text());
  }

  @Test
  void placesAreLineAndColumnInUtf16Units() {
    Statement.Make call = call("\r\n\tf(\"\ud83d\ude00\", x)\r\n");

    assertEquals(new Location("t", 2, 2), call.location());
    assertEquals(new Location("t", 2, 10), call.call().arguments().get(1).location());
  }

  @Test
  void lastLineNeedsNoEnd() {
    assertEquals(2, parse("f()\nf()").statements().size());
  }

  @Test
  void numbersAreDecimalOrHexadecimal() {
    assertEquals(
        List.of(0L, 16L, -1L, -16L, Long.MAX_VALUE, Long.MIN_VALUE),
        call("f(0, 0x10, -1, -0x10, 0x7fffffffffffffff, -0x8000000000000000)")
            .call()
            .arguments()
            .stream()
            .map(value -> ((Value.Int) value).value())
            .toList());
  }

  @Test
  void wordsKeepNumbersAsTheyAreWritten() {
    Value.Words words = (Value.Words) argument("MSG_PEEK|0x40|2");

    assertEquals(List.of("MSG_PEEK", "0x40", "2"), words.words());
  }

  @Test
  void textResolvesEscapes() {
    Value.Text text = (Value.Text) argument("\"\\n\\r\\t\\f\\v\\\\\\\"\\x00\\xfFé\"");

    assertEquals(Bytes.ofText("\n\r\t\f\u000b\\\"\0").plus(bytes(0xff, 0xc3, 0xa9)), text.bytes());
  }

  @Test
  void textTakesOctalEscapesOfOneToThreeDigits() {
    Value.Text text = (Value.Text) argument("\"\\0a\\338\\3778\\1778\"");

    assertEquals(bytes(0, 'a', 033, '8', 0377, '8', 0177, '8'), text.bytes());
  }

  @Test
  void textMayBeRepeatedAndAPrefix() {
    Value.Text text = (Value.Text) result("5 \"ab\" * 700 ...").parts().get(1);

    assertEquals(Bytes.ofText("ab"), text.bytes());
    assertEquals(700, text.repeat());
    assertTrue(text.prefix());
  }

  @Test
  void hexNeedsNoBlanks() {
    BitSet wild = new BitSet();
    wild.set(1);

    assertEquals(
        new BytePattern(bytes(0xde, 0, 0xbe), wild),
        ((Value.Hex) argument("x\" De.. be\"")).bytes());
  }

  @Test
  void durationsAreMicroseconds() {
    assertEquals(200_000, ((Value.Duration) argument("200ms")).micros());
    assertEquals(2_000_000, ((Value.Duration) argument("2s")).micros());
    assertEquals(10, ((Value.Duration) argument("10us")).micros());
  }

  @Test
  void addressesKeepTheirText() {
    assertEquals("[::ffff:127.0.0.1]:9", ((Value.Address) argument("[::ffff:127.0.0.1]:9")).text());
    assertEquals("unix:@name", ((Value.Address) argument("unix:@name")).text());
    assertEquals("127.0.0.1", ((Value.Address) argument("127.0.0.1")).text());
  }

  @Test
  void variableWithPortIsAPair() {
    Value.Pair pair = (Value.Pair) argument("ip:9000");

    assertTrue(((Value.Words) pair.left()).is("ip"));
    assertEquals(9000, ((Value.Int) pair.right()).value());
  }

  @Test
  void errnoLosesItsGloss() {
    List<Value> parts = result("-1 EAGAIN (Resource temporarily unavailable)").parts();

    assertEquals(-1, ((Value.Int) parts.get(0)).value());
    assertEquals(new Value.Words(new Location("t", 1, 10), List.of("EAGAIN")), parts.get(1));
  }

  @Test
  void emptyRecordAfterFromIsKept() {
    Value from = result("\"x\" from {}").from().orElseThrow();

    assertEquals(List.of(), ((Value.Rec) from).entries());
  }

  @Test
  void linesBelowACallAddExpectations() {
    Statement.Make call = call("f() = 1 @ gvisor\n  = 2\n  { }\n\n  blocks");

    assertEquals(4, call.expectations().size());
    assertTrue(call.expectations().get(0).guard().isPresent());
    assertTrue(call.expectations().get(2).counters().isPresent());
    assertTrue(call.expectations().get(3).blocks());
  }

  @Test
  void linesBelowReturnsAddExpectations() {
    Script script = parse("A> f() blocks\nA> returns\n = {data: \"x\"}");

    assertEquals(1, ((Statement.Returns) script.statements().get(1)).expectations().size());
  }

  @Test
  void blockingCallHasNoResults() {
    Expectation expectation = call("A> f() blocks { } @ gvisor").expectations().get(0);

    assertTrue(expectation.blocks());
    assertEquals(List.of(), expectation.results());
  }

  @Test
  void guardsTakeRangesAndAnswers() {
    Location where = new Location("t", 1, 9);

    assertEquals(versions("linux", "2.6.25", "4.9"), guard("linux 2.6.25..4.9"));
    assertEquals(versions("linux", "4.10", ""), guard("linux 4.10.."));
    assertEquals(versions("linux", "", "2.6.32.61"), guard("linux ..2.6.32.61"));
    assertEquals(versions("linux", "6.1", "6.1"), guard("linux 6.1"));
    assertEquals(versions("gvisor", "", ""), guard("gvisor"));
    assertEquals(new Guard.Answer(where, "udp.x-y", "Z"), guard("udp.x-y=Z"));
  }

  private static Guard.Versions versions(String system, String from, String to) {
    return new Guard.Versions(new Location("t", 1, 9), system, present(from), present(to));
  }

  private static Optional<String> present(String version) {
    return version.isEmpty() ? Optional.empty() : Optional.of(version);
  }

  private static Guard.Term guard(String text) {
    Statement.Make call = call("f(){} @ " + text);
    return call.expectations().get(0).guard().orElseThrow().terms().get(0);
  }

  @Test
  void capabilityMayBeOfTheInitialNamespace() {
    Header.Needs needs = (Header.Needs) parse("needs init CAP_A, init\nf()").headers().get(0);

    assertTrue(needs.needs().get(0).initial());
    assertEquals("CAP_A", needs.needs().get(0).name());
    assertEquals("init", needs.needs().get(1).name());
  }

  @Test
  void knownReasonIsText() {
    Header.Known known =
        (Header.Known) parse("known \"say \\\"\\303\\251\\\"\"\nf()").headers().get(0);

    assertEquals("say \"é\"", known.reason());
  }

  @Test
  void knownReasonMustBeText() {
    assertRefused("known \"\\xff\"\nf()", "t:1:7: not UTF-8 once its escapes are resolved");
  }

  @Test
  void repeatKeepsItsBody() {
    Statement.Repeat repeat = (Statement.Repeat) parse("repeat 3 {\nf()\n}").statements().get(0);

    assertEquals(3, repeat.times());
    assertEquals(1, repeat.body().size());
  }

  @Test
  void tenThousandStatementsAreTheMost() {
    assertEquals(2, parse("repeat 9999 {\nf()\n}\nf()").statements().size());
    assertRefused(
        "repeat 10000 {\nf()\n}\nf()",
        "t:4:1: more than 10000 statements, counting what 'repeat' repeats");
  }

  @Test
  void productOfRepetitionsDoesNotOverflow() {
    assertRefused(
        "repeat 10000 {\n".repeat(8) + "f()\n" + "}\n".repeat(8),
        "t:9:1: more than 10000 statements, counting what 'repeat' repeats");
  }

  @Test
  void outcomesFollowTheirRace() {
    Script script = parse("race {\nA> f()\n}\n\noutcomes {\nmust 1 \"a\"\nnever _\n}");
    Statement.Outcomes outcomes = (Statement.Outcomes) script.statements().get(1);

    assertEquals(Statement.Frequency.MUST, outcomes.rows().get(0).frequency());
    assertEquals(Statement.Frequency.NEVER, outcomes.rows().get(1).frequency());
  }

  @Test
  void readsAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("a.trace"), "# é\nf()\n");

    assertEquals("é", TraceReader.read(file, "a.trace").title());
  }

  @Test
  void missingFileIsAnError(@TempDir Path directory) {
    assertUnreadable(directory.resolve("b.trace"), "cannot read the file: no such file");
  }

  @Test
  void directoryIsAnError(@TempDir Path directory) {
    assertUnreadable(directory, "cannot read the file: it is a directory");
  }

  @Test
  void fileHasAtMostOneMebibyte(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("c.trace");
    Files.writeString(file, "f()\n" + "#".repeat((1 << 20) - 4));
    assertEquals(1, TraceReader.read(file, "c.trace").statements().size());

    Files.writeString(file, "f()\n" + "#".repeat((1 << 20) - 3));
    assertUnreadable(file, "the file is longer than 1 MiB");
  }

  @Test
  void halfASurrogatePairIsRefused() {
    assertRefused("f()\n# \ud83d", "t:2:3: half a surrogate pair");
    assertRefused("# \udc00\ud83d", "t:1:3: half a surrogate pair");
  }

  @Test
  void manyBracketsNeedNoStack() {
    assertRefused(
        "f(" + "[".repeat(100_000) + "]".repeat(100_000) + ")",
        "t:1:66: brackets nest more than 64 deep");
  }

  private static void assertUnreadable(Path file, String message) {
    ScriptException refusal =
        assertThrows(ScriptException.class, () -> TraceReader.read(file, "name"));
    assertEquals("name:1:1: " + message, refusal.getMessage());
  }

  private static void assertRefused(String text, String message) {
    ScriptException refusal = assertThrows(ScriptException.class, () -> parse(text));
    assertEquals(message, refusal.getMessage());
  }

  private static Script parse(String text) {
    return TraceReader.parse("t", text);
  }

  private static Statement.Make call(String text) {
    return (Statement.Make) parse(text).statements().get(0);
  }

  private static Value argument(String text) {
    return call("f(" + text + ")").call().arguments().get(0);
  }

  private static Result result(String text) {
    return call("f() = " + text).expectations().get(0).results().get(0);
  }

  private static Bytes bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Bytes.copyOf(bytes);
  }
}
