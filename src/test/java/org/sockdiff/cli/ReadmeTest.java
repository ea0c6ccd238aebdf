// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** README shows what sockdiff prints. */
final class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```\\w*\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

  @TempDir private Path directory = Path.of("");

  private String readme = "";

  @BeforeEach
  void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @ParameterizedTest
  @CsvSource({"run peek.trace, 0", "run --profile linux-2.6.31 peek.trace, 1"})
  @Tag("kernel")
  void runsPrintWhatIsShown(String command, int exit) throws IOException {
    Path trace = Files.writeString(directory.resolve("peek.trace"), blockStarting("# A peek"));

    Ran ran =
        Ran.sockdiff(command.replace("peek.trace", trace.toString()).split(" "))
            .with(directory, "");

    assumeFalse(ran.exit() == ExitCode.INCONCLUSIVE, ran.err());
    assertEquals(exit, ran.exit());
    assertEquals(anyKernel(shownFor("./sockdiff " + command)), anyKernel(ran.out()));
  }

  /** What was observed, and the profile if it is the same; the profile that was asked for stays. */
  private static String anyKernel(String text) {
    return text.replaceAll(
            "linux-[0-9.]+ against the model as linux-(?!2\\.6\\.31)[0-9.]+", "X against itself")
        .replaceAll("linux-[0-9.]+ against", "X against");
  }

  @Test
  void judgingARecordPrintsTheDivergenceThatIsShown() {
    String shown = shownFor("./sockdiff run --profile linux-2.6.31 peek.trace");
    Ran ran = Ran.sockdiff("judge", "--profile", "linux-2.6.31", Ran.PEEK);

    assertEquals(shown.replaceFirst("  again: .*\n", ""), ran.out());
  }

  @Test
  void explainPrintsTheExcerptThatIsShown() {
    String trace = "traces/udp/peek-leaves-datagram-queued.trace";
    String excerpt = shownFor("./sockdiff explain " + trace).replaceAll("(?m)^\\.\\.\\.\n", "");

    Ran ran = Ran.sockdiff("explain", "--profile=linux-6.18", trace);

    assertEquals(0, ran.exit());
    assertTrue(ran.out().contains(excerpt), ran.out());
  }

  @Test
  void everyOptionIsListed() {
    String help =
        Stream.of("run", "explain", "judge")
            .map(command -> Ran.sockdiff(command, "--help").out())
            .collect(Collectors.joining());
    TreeSet<String> options = new TreeSet<>(options(help));
    options.removeAll(List.of("--help", "--version"));

    assertEquals(options, new TreeSet<>(options(table())));
  }

  private static List<String> options(String text) {
    return OPTION.matcher(text).results().map(MatchResult::group).toList();
  }

  /** The first column of the table of options. */
  private String table() {
    return readme
        .lines()
        .filter(line -> line.startsWith("| `-"))
        .map(line -> line.substring(0, line.indexOf("|", 1)))
        .collect(Collectors.joining("\n"));
  }

  private List<String> blocks() {
    return BLOCK.matcher(readme).results().map(result -> result.group(1)).toList();
  }

  private String blockStarting(String start) {
    return blocks().stream().filter(block -> block.startsWith(start)).findFirst().orElseThrow();
  }

  /** What stands below a command, to the next one or the end of the block. */
  private String shownFor(String command) {
    return blocks().stream()
        .flatMap(block -> Stream.of(("\n" + block).split("\n\\$ ")))
        .filter(shown -> shown.startsWith(command + "\n"))
        .map(shown -> shown.substring(command.length() + 1).stripTrailing() + "\n")
        .findFirst()
        .orElseThrow();
  }
}
