// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockdiff.report.Format;

/** Formats, files and exit codes as commands take them, with the model in the kernel's place. */
final class OutputTest {
  @TempDir private Path directory = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeTraces() throws IOException {
    Files.writeString(
        directory.resolve("good.trace"), "# Good.\ns = socket(AF_INET, SOCK_DGRAM, 0)\n");
    Files.writeString(
        directory.resolve("bad.trace"),
        "# Bad.\ns = socket(AF_INET, SOCK_DGRAM, 0)\nrecv(s, 1, MSG_DONTWAIT) = 1\n");
    Files.writeString(directory.resolve("wrong.trace"), "# Wrong.\nnonsense(\n");
    Files.writeString(
        directory.resolve("skipped.trace"),
        "# Skipped.\nsince linux 99.0\n\ns = socket(AF_INET, SOCK_DGRAM, 0)\n");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("run", "--target=model"));
    for (String argument : arguments) {
      all.add(argument.replace("DIR", directory.toString()));
    }
    return Main.run(new Streams(out, err, Map.of(), false), all.toArray(new String[0]));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replace(directory.toString(), "DIR");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".trace"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileHasWhatStandardOutputWouldHave(Format format) throws IOException {
    int exit =
        run(
            "--reproducible",
            "--format=" + format,
            "--report",
            format + "=DIR/report",
            "DIR/good.trace",
            "DIR/bad.trace");

    assertEquals(1, exit);
    assertEquals(out(), Files.readString(directory.resolve("report")));
    assertEquals(List.of("report"), files());
  }

  @Test
  void severalReportsAreWrittenAlong() throws IOException {
    int exit =
        run("--report=junit=DIR/a.xml", "--report", "ktap=DIR/b.tap", "-v", "DIR/good.trace");

    assertEquals(0, exit);
    assertTrue(out().startsWith("conforms "), out());
    assertEquals(List.of("a.xml", "b.tap"), files());
  }

  @Test
  void fileIsReplacedWhenTheRunIsWhole() throws IOException {
    Files.writeString(directory.resolve("report"), "old");

    run("--report=ktap=DIR/report", "DIR/wrong.trace");

    assertEquals("old", Files.readString(directory.resolve("report")));
    assertEquals(List.of("report"), files());
  }

  @Test
  void symbolicLinkStaysOne() throws IOException {
    Files.writeString(directory.resolve("real"), "old");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("real"));

    run("--report=ktap=DIR/link", "DIR/good.trace");

    assertTrue(Files.isSymbolicLink(directory.resolve("link")));
    assertTrue(Files.readString(directory.resolve("real")).startsWith("KTAP version 1\n"));
  }

  @Test
  void deviceIsWrittenToAndStays() {
    assertEquals(0, run("--report=junit=/dev/null", "DIR/good.trace"));
    assertTrue(Files.exists(Path.of("/dev/null")) && !Files.isRegularFile(Path.of("/dev/null")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ktap=DIR/no/report | cannot write the report 'DIR/no/report': there is no directory DIR/no",
        "ktap=DIR | cannot write the report 'DIR': it is a directory",
        "ktap=DIR/good.trace/x | cannot write the report 'DIR/good.trace/x': there is no directory DIR/good.trace"
      })
  void unwritableFileIsRefusedBeforeAnythingIsRun(String report, String message) {
    assertEquals(2, run("--report", report, "DIR/good.trace"));
    assertEquals("sockdiff: " + message + "\n", err());
    assertEquals("", out());
  }

  @Test
  void twoReportsDoNotShareAFile() {
    assertEquals(2, run("--report=ktap=DIR/x", "--report=junit=DIR/x", "DIR/good.trace"));
    assertEquals("sockdiff: two reports go to 'DIR/x'\n", err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "junit | expected FORMAT=FILE, not 'junit'",
        "junit= | expected FORMAT=FILE, not 'junit='",
        "xml=a | expected one of [console, json, ndjson, junit, ktap, kselftest, github], not 'xml'"
      })
  void wrongReportIsRefused(String report, String message) {
    assertEquals(2, run("--report", report, "DIR/good.trace"));
    assertTrue(err().contains(message), err());
  }

  @Test
  void fullDiskIsNotSilence() {
    assertEquals(3, run("--report=junit=/dev/full", "DIR/good.trace"));
    assertTrue(
        err().contains("cannot write the report '/dev/full': No space left on device"), err());
  }

  @ParameterizedTest
  @CsvSource({
    "good, 0, 0, 0",
    "bad, 1, 1, 1",
    "wrong, 2, 1, 125",
    "skipped, 4, 4, 125",
    "nothing, 2, 1, 125"
  })
  void exitStyleIsThatOfTheTable(String trace, int plain, int kselftest, int bisect) {
    String file = "DIR/" + trace + ".trace";

    assertEquals(plain, run(file));
    assertEquals(kselftest, run("--exit-style=kselftest", file));
    assertEquals(bisect, run("--exit-style", "bisect", file));
  }

  @Test
  void wrongArgumentCannotBeJudgedByBisect() {
    assertEquals(125, run("--exit-style=bisect", "--nonsense"));
  }

  @Test
  void unknownExitStyleIsRefused() {
    assertEquals(2, run("--exit-style=pytest", "DIR/good.trace"));
    assertTrue(err().contains("expected one of [default, kselftest, bisect]"), err());
  }

  @Test
  void kselftestBailsOutOfWhatDoesNotParse() {
    run("--format=kselftest", "DIR/wrong.trace");

    assertTrue(out().startsWith("Bail out! " + directory + "/wrong.trace:2:"), out());
    assertEquals(1, out().lines().count());
  }

  @ParameterizedTest
  @CsvSource({"--format=JUNIT", "--exit-style=BISECT"})
  void namesAreInLowerCase(String option) {
    assertEquals(2, run(option, "DIR/good.trace"));
  }

  @ParameterizedTest
  @EnumSource
  void helpNamesEveryFormat(Format format) {
    run("--help");

    assertTrue(out().matches("(?s).*\\b" + format + "\\b.*"), out());
  }
}
