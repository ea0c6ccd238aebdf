// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockdiff.Golden;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.ScriptPrinter;

class TraceFormatterTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 300);

  @Test
  void everythingIsFormattedAsExpected() throws IOException {
    String text = Files.readString(Corpus.EVERYTHING);

    Golden.check(
        Golden.sibling(Corpus.EVERYTHING, ".trace", ".formatted"),
        TraceFormatter.format("everything", text));
  }

  @TestFactory
  Stream<DynamicTest> formattingTheCorpusChangesNoMeaning() {
    return Corpus.files().stream()
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> assertSameMeaning(file)));
  }

  private static void assertSameMeaning(Path file) throws IOException {
    String text = Files.readString(file);
    String formatted = TraceFormatter.format("t", text);
    Script script = TraceReader.parse("t", text);

    assertEquals(Placeless.of(script), Placeless.of(TraceReader.parse("t", formatted)));
    assertEquals(formatted, TraceFormatter.format("t", formatted));
    assertEquals(
        Placeless.of(script), Placeless.of(TraceReader.parse("t", ScriptPrinter.print(script))));
  }

  @TestFactory
  Stream<DynamicTest> tracesAreLaidOut() {
    return Corpus.traces().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.toString(),
                    () -> {
                      String text = Files.readString(file);
                      assertEquals(
                          TraceFormatter.format("t", text), text, "./sockdiff fmt -w " + file);
                    }));
  }

  @Test
  void parsingWhatIsPrintedGivesTheSameTree() {
    long seed = Long.getLong("seed", System.nanoTime());
    for (int round = 0; round < ROUNDS; round++) {
      Script script = new RandomScript(new Random(seed + round)).script();
      String text = TraceFormatter.format(script);
      String which = "-Dseed=" + (seed + round) + "\n" + text;

      assertEquals(Placeless.of(script), Placeless.of(TraceReader.parse("t", text)), which);
      assertEquals(text, TraceFormatter.format("t", text), which);
    }
  }

  @Test
  void expectationsStartWhereThoseOfStraceDo() {
    assertFormatted(
        "close(rx)=0{InErrors +1}@gvisor#why",
        """
        close(rx)                               = 0         { InErrors +1 } @ gvisor  # why
        """);
  }

  @Test
  void longCallIsFollowedByABlank() {
    assertFormatted(
        "sendto(tx,\"hello\",MSG_DONTWAIT|MSG_MORE,127.0.0.1:9000)  =  5",
        """
        sendto(tx, "hello", MSG_DONTWAIT|MSG_MORE, 127.0.0.1:9000) = 5
        """);
  }

  @Test
  void expectationsBelowACallAreATable() {
    assertFormatted(
        """
        recv(rx,64,MSG_PEEK)
        = "hello" {InDatagrams +1} @ linux 2.6.25..4.9
        # newer

        = "he" ... { } @ linux 4.10..
        blocks @ gvisor
        """,
        """
        recv(rx, 64, MSG_PEEK)
            = "hello"  { InDatagrams +1 } @ linux 2.6.25..4.9
            # newer
            = "he" ... { }                @ linux 4.10..
            blocks                        @ gvisor
        """);
  }

  @Test
  void blocksAreIndented() {
    assertFormatted(
        """
        repeat 2 {

        race {
        A> f()
        # so
        }
        }
        """,
        """
        repeat 2 {
            race {
                A> f()
                # so
            }
        }
        """);
  }

  @Test
  void oneEmptyLineStaysOfSeveral() {
    assertFormatted("\n\n# t\n\n\nf()\n\n\n", "# t\n\nf()\n");
  }

  @Test
  void commentsKeepTheirWords() {
    assertFormatted("#!/bin/x\n#a  b  \n##\n#\nf()", "#!/bin/x\n# a  b\n##\n#\nf()\n");
  }

  @Test
  void bracketsHaveBlanksByTheirMeaning() {
    assertFormatted(
        "recvmsg(rx,{ iov:[ 4,4 ],name:ip : 9 },0)={ data:[ ] }{}",
        """
        recvmsg(rx, {iov: [4, 4], name: ip:9}, 0) = {data: []} { }
        """);
  }

  @Test
  void valuesKeepTheirSpelling() {
    assertFormatted(
        "f(0x10,\"\\33é\",ip:9000,x\"DEad..\")=-1 EAGAIN\t(Resource temporarily unavailable)",
        """
        f(0x10, "\\33é", ip:9000, x"de ad ..")   = -1 EAGAIN (Resource temporarily unavailable)
        """);
  }

  @Test
  void wrongScriptIsRefused() {
    assertThrows(ScriptException.class, () -> TraceFormatter.format("t", "f("));
  }

  private static void assertFormatted(String text, String expected) {
    assertEquals(expected, TraceFormatter.format("t", text));
  }
}
