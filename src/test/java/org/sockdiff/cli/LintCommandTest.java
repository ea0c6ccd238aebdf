// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockdiff.lint.LintRule;

final class LintCommandTest {
  private static final String UNUSED = "# Title.\nrx = socket(AF_INET, SOCK_DGRAM, 0)\n";

  @TempDir private Path directory = Path.of("");

  @Test
  void warningExits1() throws IOException {
    Path file = write("a.trace", UNUSED);

    Ran run = Ran.sockdiff("lint", directory.toString());

    assertEquals(
        new Ran(
            1,
            file
                + ":2:1: warning: the socket 'rx' is never used [SD101]\n"
                + "1 warning in 1 file\n",
            ""),
        run);
  }

  @Test
  void noteExits0() throws IOException {
    write(
        "a.trace",
        UNUSED + "close(rx)                               = 0 @ linux 4.10..\n" + "close(-1)\n");

    Ran run = Ran.sockdiff("lint", directory.toString());

    assertEquals(0, run.exit());
    assertTrue(run.out().endsWith("[SD104]\n1 note in 1 file\n"), run.out());
  }

  @Test
  void scriptThatDoesNotParseExits2AndTheOthersAreLookedAt() throws IOException {
    write("a.trace", "close(\n");
    write("b.trace", UNUSED);

    Ran run = Ran.sockdiff("lint", directory.toString());

    assertEquals(2, run.exit());
    assertTrue(run.out().endsWith("\n1 error, 1 warning in 2 files\n"), run.out());
  }

  @Test
  void nothingFound() throws IOException {
    write("a.trace", "# Title.\nclose(-1)\n");

    Ran run = Ran.sockdiff("lint", directory.toString());

    assertEquals(new Ran(0, "nothing found in 1 file\n", ""), run);
  }

  @Test
  void githubFormat() throws IOException {
    Path file = write("a,b.trace", UNUSED);

    Ran run = Ran.sockdiff("lint", "--format", "github", file.toString());

    assertEquals(
        "::warning file="
            + directory
            + "/a%2Cb.trace,line=2,col=1,title=SD101 unused-socket::the socket 'rx' is never used\n",
        run.out());
  }

  @Test
  void sarifFormat() throws IOException {
    Path file = write("a b.trace", UNUSED);

    Ran run = Ran.sockdiff("lint", "--format=sarif", file.toString());

    assertTrue(run.out().startsWith("{\"$schema\":\"https://"), run.out());
    assertTrue(
        run.out()
            .endsWith(
                ("'results':[{'ruleId':'SD101','ruleIndex':1,'level':'warning',"
                        + "'message':{'text':'the socket !rx! is never used'},"
                        + "'locations':[{'physicalLocation':{'artifactLocation':{'uri':'file://"
                        + directory
                        + "/a%20b.trace'},'region':{'startLine':2,'startColumn':1}}}]}]}]}\n")
                    .replace('\'', '"')
                    .replace('!', '\'')),
        run.out());
  }

  @Test
  void explains() {
    Ran run = Ran.sockdiff("lint", "--explain", "SD101");

    assertEquals(0, run.exit());
    assertTrue(run.out().startsWith("SD101 unused-socket (warning)\n"), run.out());
  }

  @Test
  void namesTheRulesIfThereIsNoSuchOne() {
    Ran run = Ran.sockdiff("lint", "--explain", "SD1");

    assertEquals(2, run.exit());
    assertTrue(run.err().contains("there is no rule 'SD1'; they are SD100, SD101"), run.err());
  }

  @Test
  void helpAndReferenceNameEveryRule() throws IOException {
    String help = Ran.sockdiff("lint", "--help").out();
    String reference = Files.readString(Path.of("docs", "trace-language.md"));

    assertEquals(
        "",
        Stream.of(LintRule.values())
            .map(LintRule::id)
            .filter(id -> !help.contains(id) || !reference.contains("`" + id + "`"))
            .reduce("", String::concat));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
