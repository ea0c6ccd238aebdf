// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.op.Program;
import org.sockdiff.report.Report;
import org.sockdiff.report.RunInfo;
import org.sockdiff.report.Summary;
import org.sockdiff.rule.Profile;
import org.sockdiff.target.RecordReader;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Judges a record, anywhere, under any profile. */
@Command(
    name = "judge",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Judges a record that sockdiff run --record wrote, here or elsewhere, on this kernel or another: the"
          + " file holds the scripts and everything that was seen. Needs no kernel and no privilege.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff judge seen.ndjson                        as the kernel that was recorded",
      "  sockdiff judge --profile linux-4.9 seen.ndjson    as another"
    })
final class JudgeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A record.")
  private Path file = Path.of("");

  @Mixin private ProfileOptions profiles = new ProfileOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    PrintStream out = OutputOptions.out();
    Report report = output.report(out);
    Summary summary = new Summary();
    try (RecordReader reader = RecordReader.of(file)) {
      RunHeader header = reader.header();
      Profile observed = header.kernel();
      Profile profile = profiles.choose(observed);
      Checker checker = new Checker(profile, observed, header.machine(), System::nanoTime);
      report.begin(
          new RunInfo(Version.text(), observed.name(), profile.name(), RunInfo.UNKNOWN, ""));
      for (Optional<Recording> next = reader.next(); next.isPresent(); next = reader.next()) {
        CaseResult result = judged(checker, next.get());
        summary.add(result);
        report.result(result);
      }
      report.end(summary);
      out.flush();
      if (reader.isPartial()) {
        System.err.println("sockdiff: " + file + " is partial: the end of the record is missing");
        int code = RunCommand.exitCode(summary);
        return code == ExitCode.DIVERGES ? code : ExitCode.INCONCLUSIVE;
      }
    }
    return RunCommand.exitCode(summary);
  }

  private static CaseResult judged(Checker checker, Recording recording) {
    Program program = recording.program();
    return checker
        .unmet(program)
        .map(reason -> CaseResult.skipped(program, checker.profile(), reason))
        .orElseGet(() -> checker.check(recording));
  }
}
