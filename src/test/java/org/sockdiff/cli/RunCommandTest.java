// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.report.Summary;
import org.sockdiff.rule.Rule;
import org.sockdiff.rule.Rules;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.RecordReader;
import org.sockdiff.target.RunRecord;

/** The command run, with the model in the kernel's place. */
final class RunCommandTest {
  private static final String PEEK =
      """
      # A peek leaves the datagram in the queue.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)         = 0
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)                  = 0
      send(tx, "hello", 0)             = 5
      recv(rx, 64, MSG_PEEK)           = "hello"
      recv(rx, 64, 0)                  = "hello"
      """;

  @TempDir private Path directory = Path.of("");

  @Test
  void traceConforms() throws IOException {
    write("peek.trace", PEEK);

    assertEquals(
        new Ran(
            0,
            """
            conforms     peek
            1 conforms (1 case, the model against the model as linux-6.18)
            """,
            ""),
        onModel("peek.trace"));
  }

  @Test
  void traceThatExpectsSomethingElseDiverges() throws IOException {
    write("peek.trace", PEEK.replace("MSG_PEEK)           = \"hello\"", "0) = \"hello\" { }"));

    assertEquals(
        new Ran(
            1,
            """
            diverges     peek
              peek.trace:7:17: recv(rx, 64, 0)
                observed          = "hello" { Udp.InDatagrams +1 }
                allowed are only  = "hello" { Udp.InDatagrams +1 }
                the script says   = "hello" { }
                the script is the odd one out
              after that: peek.trace:8:34: recv(rx, 64, 0)
                    observed          blocks
                    allowed are only  blocks
                    the script says   = "hello"
                    the script is the odd one out
              again: sockdiff run --target model --profile linux-6.18 peek.trace

            1 diverges (1 case, the model against the model as linux-6.18)
            """,
            ""),
        onModel("peek.trace"));
  }

  @Test
  void resultOfAnotherThreadIsShownWhereItWasExpected() throws IOException {
    write(
        "thread.trace",
        """
        # A thread gets another datagram than it should.
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)
        A> recv(rx, 64, 0) blocks
        sendto(rx, "one", 0, rx) = 3
        A> returns "two"
        """);

    assertEquals(
        """
        diverges     thread
          thread.trace:6:12: A> recv(rx, 64, 0)
            observed          = "one"
            allowed are only  = "one"
            the script says   = "two"
            the script is the odd one out
          again: sockdiff run --target model --profile linux-6.18 thread.trace

        1 diverges (1 case, the model against the model as linux-6.18)
        """,
        onModel("thread.trace").out());
  }

  @Test
  void commandToRunAgainCanBePasted() throws IOException {
    write("a b's.trace", PEEK.replace("= 5", "= 6"));

    Ran ran =
        Ran.sockdiff(
            "run",
            "--target=model",
            "--call-deadline=50",
            "--profile=linux-4.9",
            "--rule=udp.in-datagrams-at=ENQUEUE",
            directory.resolve("a b's.trace").toString());

    assertTrue(
        ran.with(directory, "")
            .out()
            .contains(
                "  again: sockdiff run --target model --call-deadline 50 --profile linux-4.9"
                    + " --rule udp.in-datagrams-at=ENQUEUE 'a b'\\''s.trace'\n"),
        ran.out());
  }

  @Test
  void whatIsNotModelledIsInconclusiveAndSaysWhere() throws IOException {
    write("stream.trace", "# TCP.\nclose(-1)\ns = socket(AF_INET, SOCK_STREAM, 0)\n");

    assertEquals(
        new Ran(
            3,
            """
            inconclusive stream (not modelled: socket type 1 with protocol 0, at stream.trace:3:1)
            1 inconclusive (1 case, the model against the model as linux-6.18)
            """,
            ""),
        onModel("stream.trace"));
  }

  @Test
  void nothingButSkippedCasesIsNothingJudged() throws IOException {
    write("later.trace", "# Later.\nsince linux 9.0\nclose(-1)\n");

    assertEquals(
        new Ran(
            4,
            """
            skipped      later (since linux 9.0, and this is linux-6.18)
            1 skipped (1 case, the model against the model as linux-6.18)
            """,
            ""),
        onModel("later.trace"));
  }

  @Test
  void caseThatDivergesWeighsMoreThanOneThatCouldNotBeDecided() throws IOException {
    write("a.trace", PEEK.replace("= 5", "= 6"));
    write("b.trace", "# TCP.\ns = socket(AF_INET, SOCK_STREAM, 0)\n");

    assertEquals(1, onModel("").exit());
  }

  @Test
  void errorsOfAllScriptsAreReported() throws IOException {
    write("a.trace", "# A.\nrecvfrm(rx)\n");
    write("b.trace", "# B.\nrx = socket(AF_INET, SOCK_DGRAM)\nrecv(rx, 64, MSG_PEK)\n");

    assertEquals(
        new Ran(
            2,
            "",
            """
            a.trace:2:1: unknown call 'recvfrm'; did you mean 'recvfrom'?
            b.trace:2:6: socket(domain, type, protocol) takes 3 arguments, not 2
            b.trace:3:6: no descriptor is named 'rx' here
            b.trace:3:14: 'MSG_PEK' is not a MSG_ flag; did you mean 'MSG_PEEK'?
            """),
        onModel(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--jobs=0 | --jobs is 1 to 256, not 0",
        "--jobs=257 | --jobs is 1 to 256, not 257",
        "--call-deadline=0 | --call-deadline is 1 to 60000 milliseconds, not 0",
        "--profile=6.1 | unknown profile '6.1': there is no such file, and other profiles are linux-VERSION (linux-6.1) and gvisor-YYYYMMDD",
        "--profile=linux-six | no Linux version in profile 'linux-six'; it is one like linux-6.1",
        "--profile=gvisor-1 | unknown profile 'gvisor-1'; profiles are linux-VERSION, gvisor-YYYYMMDD or a file",
        "--rule=no | expected RULE=ANSWER, not 'no'",
        "--rule=udp.in-datagrams-at=NO | 'NO' is no answer to udp.in-datagrams-at; they are [ENQUEUE, FIRST_LOOK, CONSUMPTION]",
        "--record=/no/such | cannot write the record '/no/such': there is no directory /no",
        "--record=/ | cannot write the record '/': it is a directory"
      })
  void wrongValuesAreRefusedBeforeAnythingIsRun(String option, String message) throws IOException {
    write("peek.trace", PEEK);

    Ran ran = Ran.sockdiff("run", "--target=model", option, directory + "/peek.trace");

    assertEquals(new Ran(2, "", "sockdiff: " + message + "\n"), ran);
  }

  @Test
  void ruleThatDoesNotExistIsRefusedWithThoseThatDo() throws IOException {
    write("peek.trace", PEEK);
    String rules = Rules.ALL.stream().map(Rule::id).collect(Collectors.joining(", "));

    Ran ran = Ran.sockdiff("run", "--target=model", "--rule=no=NO", directory + "/peek.trace");

    assertEquals(new Ran(2, "", "sockdiff: unknown rule 'no'; rules are " + rules + "\n"), ran);
  }

  @Test
  void pathThatDoesNotExistIsRefused() {
    assertEquals(
        new Ran(2, "", "sockdiff: no such file or directory: 'no.trace'\n"), onModel("no.trace"));
  }

  @Test
  void directoryWithoutTracesIsRefused() {
    Ran ran = Ran.sockdiff("run", "--target=model", directory.toString());

    assertEquals(new Ran(2, "", "sockdiff: no .trace file in " + directory + "\n"), ran);
  }

  @Test
  void profileMayBeAFile() throws IOException {
    write("peek.trace", PEEK.replace("\"hello\"\nrecv", "\"hello\" { InDatagrams +1 }\nrecv"));
    write("vendor", "base = linux-6.18\nudp.in-datagrams-at = FIRST_LOOK\n");

    Ran ran =
        Ran.sockdiff(
            "run",
            "--target=model",
            "--profile=" + directory.resolve("vendor"),
            directory.resolve("peek.trace").toString());

    assertEquals(0, ran.exit(), ran.out() + ran.err());
  }

  @Test
  void recordHoldsWhatWasSeen() throws IOException {
    write("peek.trace", PEEK);
    Path file = directory.resolve("seen.ndjson");

    Ran ran = record(file);

    RunRecord seen = RecordReader.readAll(file);
    assertEquals(0, ran.exit(), ran.err());
    assertFalse(seen.partial());
    assertEquals(1, seen.recordings().size());
    assertEquals(PEEK, seen.recordings().get(0).program().script().text());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void recordReplacesAFileButNotALinkToIt() throws IOException {
    write("peek.trace", PEEK);
    write("old.ndjson", "old");
    Path link = directory.resolve("link.ndjson");
    Files.createSymbolicLink(link, Path.of("old.ndjson"));

    record(link);

    assertTrue(Files.isSymbolicLink(link));
    assertFalse(RecordReader.readAll(directory.resolve("old.ndjson")).partial());
  }

  @Test
  void deviceIsWrittenToAndStaysADevice() throws IOException {
    write("peek.trace", PEEK);

    assertEquals(0, record(Path.of("/dev/null")).exit());
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
  }

  @ParameterizedTest
  @CsvSource({
    "CONFORMS, 0",
    "KNOWN, 0",
    "DIVERGES, 1",
    "FIXED, 1",
    "FLAKY, 1",
    "INCONCLUSIVE, 3",
    "SKIPPED, 4",
  })
  void everyVerdictHasItsExitCode(Verdict verdict, int exit) {
    assertEquals(exit, RunCommand.exitCode(summary(verdict)));
  }

  @ParameterizedTest
  @CsvSource({
    "CONFORMS, SKIPPED, 0",
    "CONFORMS, DIVERGES, 1",
    "CONFORMS, INCONCLUSIVE, 3",
    "SKIPPED, INCONCLUSIVE, 3",
    "INCONCLUSIVE, DIVERGES, 1",
    "KNOWN, FIXED, 1",
  })
  void worstVerdictDecides(Verdict one, Verdict other, int exit) {
    assertEquals(exit, RunCommand.exitCode(summary(one, other)));
    assertEquals(exit, RunCommand.exitCode(summary(other, one)));
  }

  @Test
  void noCaseIsNothingJudged() {
    assertEquals(4, RunCommand.exitCode(new Summary()));
  }

  private static Summary summary(Verdict... verdicts) {
    Program program = Binder.bind(TraceReader.parse("x.trace", "# X.\nclose(-1)\n")).get(0);
    Summary summary = new Summary();
    Stream.of(verdicts)
        .map(
            verdict ->
                new CaseResult(
                    program,
                    verdict,
                    "",
                    Optional.empty(),
                    "linux-6.18",
                    List.of(),
                    Optional.empty(),
                    "",
                    1))
        .forEach(summary::add);
    return summary;
  }

  private Ran record(Path file) {
    return Ran.sockdiff(
        "run", "--target=model", "--record=" + file, directory.resolve("peek.trace").toString());
  }

  /** Runs one file of the directory, or all that are in it, without its path in what is printed. */
  private Ran onModel(String name) {
    return Ran.sockdiff(
            "run", "--target=model", "--profile=linux-6.18", directory.resolve(name).toString())
        .with(directory, "");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
