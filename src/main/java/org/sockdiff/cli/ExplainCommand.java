// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockdiff.op.Program;
import org.sockdiff.report.ExplainReport;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells a trace step by step. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Tells what the model makes of a trace, step by step.",
    description = {
      "",
      "Each call's result, the counters that it"
          + " moves, the queue before and after, and the rules that decided. Needs no kernel.",
      ""
    })
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TRACE",
      arity = "1..*",
      description = "Trace files, or directories of them.")
  private List<String> paths = List.of();

  @Mixin private ProfileOptions profiles = new ProfileOptions();
  @Mixin private ColorOption color = new ColorOption();

  private final Streams streams;

  ExplainCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Machine machine = HostFacts.machine();
    Profile profile = profiles.choose(Profiles.of(machine));
    PrintStream out = streams.out();
    int code = ExitCode.CONFORMS;
    for (Program program : Suite.read(TraceFiles.under(paths))) {
      ExplainReport report = new ExplainReport(out, color.style(streams), program);
      report.begin(profile);
      Recording recording =
          new ModelTarget(profile.watchedBy(report), machine, report).record(program);
      Optional<String> trouble = recording.trouble();
      if (trouble.isPresent()) {
        out.println("stopped: " + trouble.get() + place(recording));
        code = ExitCode.INCONCLUSIVE;
      }
    }
    return code;
  }

  private static String place(Recording recording) {
    return recording.stoppedAt().map(location -> ", at " + location).orElse("");
  }
}
