// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sockdiff.op.Needs;
import org.sockdiff.op.Program;
import org.sockdiff.report.ListJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the cases of traces. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Lists the cases of traces.",
    description = {
      "",
      "Lists the cases of traces, a line each: its id, its title, and in brackets what the machine must have"
          + " for it to run. A trace with 'with x = a, b' makes one case for each value, whose id ends in"
          + " [x=a]. Runs nothing and needs no kernel.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff list                       every case below traces/",
      "  sockdiff list --json traces/udp     for programs: variables and needs apart (docs/records.md)"
    })
final class ListCommand implements Callable<Integer> {
  /** An id longer than this is followed by its title without being a column. */
  private static final int WIDEST_ID = 56;

  @Parameters(
      paramLabel = "PATH",
      description = "Trace files, or directories of them. Default: traces/.")
  private List<String> paths = List.of();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(names = "--json", description = "One JSON document, with everything apart.")
  private boolean json;

  private final Streams streams;

  ListCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    List<Program> programs = selection.choose(Suite.read(TraceFiles.underOrDefault(paths)));
    if (json) {
      ListJson.write(streams.out(), programs);
      return ExitCode.CONFORMS;
    }
    int width =
        programs.stream()
            .mapToInt(program -> program.id().length())
            .filter(length -> length <= WIDEST_ID)
            .max()
            .orElse(0);
    programs.forEach(program -> streams.out().print(line(program, width) + "\n"));
    return ExitCode.CONFORMS;
  }

  private static String line(Program program, int width) {
    String blanks = " ".repeat(Math.max(0, width - program.id().length()));
    List<String> needs = needs(program.needs());
    return (program.id() + blanks + "  " + program.script().title()).stripTrailing()
        + (needs.isEmpty() ? "" : "  [" + String.join("; ", needs) + "]");
  }

  private static List<String> needs(Needs needs) {
    List<String> texts = new ArrayList<>();
    if (!needs.features().isEmpty()) {
      texts.add("needs " + String.join(", ", needs.features()));
    }
    needs.since().ifPresent(version -> texts.add("since linux " + version));
    needs.until().ifPresent(version -> texts.add("until linux " + version));
    return texts;
  }
}
