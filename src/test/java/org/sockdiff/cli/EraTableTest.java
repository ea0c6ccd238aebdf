// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockdiff.check.OutcomeText;
import org.sockdiff.model.Host;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.rule.Rules;
import org.sockdiff.target.Event;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;

/**
 * The table of eras: what kernels from one release to another did, as it was measured or read, and
 * the call of a trace that shows it. Each cell is played on the model of both ends of its era.
 */
final class EraTableTest {
  private static final Path TABLE = Path.of("src", "test", "resources", "eras", "udp.csv");

  /**
   * A cell of the table: one thing that is known of the kernels of an era.
   *
   * @param rule what it is about
   * @param from the first release of the era, or a release of gVisor
   * @param to the last; empty of gVisor
   * @param line of the call in the trace
   * @param yields how the call ends there, and what it counts if that is known
   */
  private record Cell(
      String rule, String from, String to, Path trace, int line, String yields, String evidence) {
    static Cell of(String row) {
      String[] cells = row.split(";", -1);
      assertEquals(7, cells.length, row);
      return new Cell(
          cells[0],
          cells[1],
          cells[2],
          Path.of(cells[3]),
          Integer.parseInt(cells[4]),
          cells[5],
          cells[6]);
    }

    Stream<String> profiles() {
      return to.isEmpty() ? Stream.of(from) : Stream.of("linux-" + from, "linux-" + to);
    }

    String about(String profile) {
      return rule + ", " + profile + ": " + trace + ":" + line;
    }
  }

  private static List<Cell> cells() throws IOException {
    return Files.readAllLines(TABLE).stream().skip(1).map(Cell::of).toList();
  }

  @TestFactory
  Stream<DynamicTest> eachCellHasATraceThatYieldsIt() throws IOException {
    return cells().stream()
        .flatMap(
            cell ->
                cell.profiles()
                    .map(
                        profile ->
                            dynamicTest(
                                cell.about(profile),
                                () ->
                                    assertEquals(
                                        cell.yields(),
                                        yielded(cell, profile),
                                        cell.about(profile) + ", which is " + cell.evidence()))));
  }

  private static String yielded(Cell cell, String name) {
    Profile profile = Profiles.named(name);
    Recording recording =
        new ModelTarget(profile, Machine.TYPICAL).record(Suite.read(List.of(cell.trace())).get(0));
    Host host = Host.fresh(profile, Machine.TYPICAL);
    StringBuilder text = new StringBuilder();
    for (Event event : recording.events()) {
      if (event instanceof Event.Returned returned
          && isAt(cell.line(), recording, returned.action())) {
        text.append(
            new OutcomeText(List.of())
                .of(call(recording, returned.action()), returned.outcome(), host));
      } else if (event instanceof Event.Counted counted
          && cell.yields().contains("{ ")
          && isAt(cell.line(), recording, counted.action())) {
        text.append(' ').append(counted.moved());
      }
    }
    return text.toString();
  }

  private static boolean isAt(int line, Recording recording, int action) {
    return recording.program().actions().get(action) instanceof Program.Do made
        && made.call().location().line() == line;
  }

  private static Call call(Recording recording, int action) {
    return ((Program.Do) recording.program().actions().get(action)).call();
  }

  @Test
  void theTableNamesRules() throws IOException {
    Set<String> names = cells().stream().map(Cell::rule).collect(Collectors.toSet());
    Rules.ALL.forEach(rule -> names.remove(rule.id()));
    assertEquals(Set.of(), names);
  }
}
