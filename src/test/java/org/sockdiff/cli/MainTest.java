// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockdiff.Golden;

/** What all commands have in common: help, wrong arguments, and output that cannot be written. */
final class MainTest {
  private static List<String> commands() {
    return List.of(
        "main",
        "run",
        "explain",
        "race",
        "judge",
        "fmt",
        "list",
        "lint",
        "rules",
        "record",
        "matrix",
        "compare",
        "profile",
        "export",
        "kernels",
        "guest",
        "generate",
        "shrink",
        "doctor");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsWrittenToStandardOutput(String command) {
    Ran ran = command.equals("main") ? Ran.sockdiff("--help") : Ran.sockdiff(command, "--help");

    Golden.check(Ran.GOLDENS.resolve("help-" + command + ".expected"), ran.text());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsIntoEightyColumns(String command) {
    Ran ran = command.equals("main") ? Ran.sockdiff("--help") : Ran.sockdiff(command, "--help");

    assertTrue(ran.out().lines().allMatch(line -> line.length() <= 80), ran.out());
  }

  @Test
  void versionNamesSockdiffJavaAndKernel() {
    Ran ran = Ran.sockdiff("--version");

    assertEquals(0, ran.exit());
    assertTrue(ran.out().matches("sockdiff .+\nJava .+, Linux .+\n"), ran.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | a command is missing: run, explain, race, judge, list, rules, fmt, lint, record, matrix, compare, profile, export, kernels, generate, shrink, doctor | sockdiff",
        "xyz | unknown command 'xyz'; commands are run, explain, race, judge, list, rules, fmt, lint, record, matrix, compare, profile, export, kernels, generate, shrink, doctor | sockdiff",
        "--nope | Unknown option: '--nope' | sockdiff",
        "run --target | Missing required parameter for option '--target' (TARGET) | sockdiff run",
        "run --target foo | Invalid value for option '--target': expected one of [kernel, model] (case-sensitive) but was 'foo' | sockdiff run",
        "run --format xml | Invalid value for option '--format': expected one of [console, json, ndjson, junit, ktap, kselftest, github], not 'xml' | sockdiff run",
        "run --color pink | Invalid value for option '--color': expected one of [always, never, auto] (case-sensitive) but was 'pink' | sockdiff run",
        "run --jobs x | Invalid value for option '--jobs': 'x' is not an int | sockdiff run",
        "explain | Missing required parameter: 'TRACE' | sockdiff explain",
        "judge | Missing required parameter: 'FILE' | sockdiff judge",
        "judge a b | one argument too many: 'b' | sockdiff judge"
      })
  void wrongArgumentsGetOneLineAndTheHelpThatHelps(
      String arguments, String message, String command) {
    Ran ran = Ran.sockdiff(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertEquals(new Ran(2, "", "sockdiff: " + message + "\nTry '" + command + " --help'.\n"), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "judge " + "RECORD", "judge --format json RECORD"})
  void resultsThatCannotBeWrittenAreNotLostInSilence(String arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exit =
        Main.run(
            new Streams(new Failing("No space left on device"), err, Map.of(), false),
            arguments.replace("RECORD", Ran.PEEK).split(" "));

    assertEquals(3, exit);
    assertEquals(
        "sockdiff: cannot write the results: No space left on device\n", err.toString(UTF_8));
  }

  @Test
  void readerThatHasEnoughChangesNothing() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(new Failing("Broken pipe"), err, Map.of(), false);

    int exit = Main.run(streams, "judge", "--profile", "linux-4.9", Ran.PEEK);

    assertEquals(1, exit);
    assertEquals("", err.toString(UTF_8));
  }

  /** A standard output that fails. */
  private static final class Failing extends OutputStream {
    private final String reason;

    Failing(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(reason);
    }
  }
}
