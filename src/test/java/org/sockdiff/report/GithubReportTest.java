// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Verdict;

/** Workflow commands, read as the runner reads them. */
final class GithubReportTest {
  private static final Pattern COMMAND = Pattern.compile("::([a-z]+) ([^:]*)::(.*)");

  /** A command as the runner understands it. */
  private record Command(String name, Map<String, String> properties, String message) {
    static Command of(String line) {
      Matcher matcher = COMMAND.matcher(line);
      assertTrue(matcher.matches(), line);
      Map<String, String> properties = new TreeMap<>();
      for (String property : matcher.group(2).split(",", -1)) {
        int equals = property.indexOf('=');
        properties.put(
            property.substring(0, equals), plain(property.substring(equals + 1), ":", ","));
      }
      return new Command(matcher.group(1), properties, plain(matcher.group(3)));
    }

    private static String plain(String text, String... more) {
      String plain = text.replace("%0D", "\r").replace("%0A", "\n");
      for (String character : more) {
        plain = plain.replace(String.format("%%%02X", (int) character.charAt(0)), character);
      }
      return plain.replace("%25", "%");
    }
  }

  private static List<Command> commands() {
    return Samples.written(Format.GITHUB)
        .lines()
        .filter(line -> line.startsWith("::"))
        .map(Command::of)
        .toList();
  }

  @Test
  void annotatesWhatFailed() {
    assertEquals(
        List.of("error", "error", "error", "warning", "error", "error"),
        commands().stream().map(Command::name).toList());
  }

  @Test
  void saysWhereAndWhat() {
    assertEquals(
        new Command(
            "error",
            Map.of(
                "file", "traces/udp/diverges.trace",
                "line", "7",
                "col", "3",
                "title", "udp/diverges: diverges"),
            String.join("\n", CaseText.plain(Samples.all().get(1)))),
        commands().get(0));
  }

  @Test
  void pathsAreThoseInTheRepository() {
    assertEquals("traces/stuck.trace", commands().get(4).properties().get("file"));
  }

  @Test
  void awkwardNamesComeBack() {
    assertEquals(
        "traces/odd,100%: #1 'quoted' \\x1b[31m.trace", commands().get(5).properties().get("file"));
  }

  @Test
  void onlyTheFirstTenAreAnnotated() {
    List<CaseResult> many = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      many.add(Samples.result(Verdict.FIXED, "traces/fixed-" + i + ".trace", ""));
    }

    List<String> lines = Samples.written(Format.GITHUB, Samples.run(12), many).lines().toList();

    assertEquals(11, lines.size());
    assertEquals("sockdiff: 12 fixed; 2 of them not annotated", lines.get(10));
  }
}
