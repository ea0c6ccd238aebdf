// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockdiff.check.Difference;
import org.sockdiff.check.Matrix;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Program;
import org.sockdiff.report.MatrixText;
import org.sockdiff.report.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What changed between two records. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Tells what changed between two records, and which rules explain it.",
    description = {
      "",
      "Compares what two kernels did, or one kernel at two times, case by case. A difference is explained"
          + " by the rules that the two answer differently; one that no rule explains is a finding. A case"
          + " that differs from itself in the records of one kernel is flaky, not a difference. Needs no"
          + " kernel and no privilege.",
      "",
      "Exits with 0 if nothing changed, 1 if something did. What the machine explains, or what the kernel"
          + " is free to choose, is shown, and is no change.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff compare before.ndjson after.ndjson",
      "  sockdiff compare old-1.ndjson,old-2.ndjson new-1.ndjson,new-2.ndjson",
      "  sockdiff compare --filter 'udp/*' linux-5.10.ndjson.gz linux-6.18.ndjson.gz"
    })
final class CompareCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A record, or several of the same kernel, parted by commas.")
  private String one = "";

  @Parameters(index = "1", paramLabel = "B", description = "Likewise; compared with A.")
  private String other = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "Gives a row to cases that are the same in both, too.")
  private boolean verbose;

  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private MatrixReport report = new MatrixReport();
  @Mixin private ColorOption color = new ColorOption();

  CompareCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Optional<Path> page = report.file();
    RecordedKernel first = RecordedKernel.of(one);
    RecordedKernel second = RecordedKernel.of(other);
    Map<String, Program> programs = new LinkedHashMap<>();
    first.programs().forEach(program -> programs.put(program.id(), program));
    second.programs().forEach(program -> programs.putIfAbsent(program.id(), program));
    Matrix matrix =
        Matrix.of(
            List.of(first.column(), second.column()),
            selection.choose(new ArrayList<>(programs.values())),
            System::nanoTime);
    new MatrixText(streams.out(), color.style(streams), verbose).write(matrix);
    page.ifPresent(file -> MatrixReport.write(file, matrix));
    return exitCode(matrix);
  }

  private static int exitCode(Matrix matrix) {
    Summary summary = new Summary();
    matrix.rows().forEach(row -> row.cells().forEach(cell -> summary.add(cell.result())));
    boolean changed =
        matrix.rows().stream()
            .anyMatch(
                row ->
                    row.cells().stream()
                            .flatMap(cell -> cell.difference().stream())
                            .anyMatch(difference -> difference.kind() != Difference.Kind.ALLOWED)
                        || row.cells().get(0).result().verdict()
                            != row.cells().get(1).result().verdict());
    if (changed || summary.count(Verdict.FLAKY) > 0) {
      return ExitCode.DIVERGES;
    }
    if (summary.count(Verdict.INCONCLUSIVE) > 0) {
      return ExitCode.INCONCLUSIVE;
    }
    return summary.total() > summary.count(Verdict.SKIPPED)
        ? ExitCode.CONFORMS
        : ExitCode.NOTHING_JUDGED;
  }
}
