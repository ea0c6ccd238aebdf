// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.op.Program;
import org.sockdiff.report.RunInfo;
import org.sockdiff.report.Summary;
import org.sockdiff.rule.Profile;
import org.sockdiff.target.RecordException;
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
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Judges a record that run --record wrote.",
    description = {
      "",
      "Judges a record that sockdiff run --record wrote, here or elsewhere, on this kernel or another: the"
          + " file holds the scripts and everything that was seen. Needs no kernel and no privilege.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff judge seen.ndjson                        by the kernel recorded",
      "  sockdiff judge --profile linux-4.9 seen.ndjson    by another"
    })
final class JudgeCommand implements Callable<Integer> {
  private static final String HINT = "\n  a record is what 'sockdiff run --record FILE' writes";

  @Parameters(paramLabel = "FILE", description = "A record.")
  private Path file = Path.of("");

  @Mixin private ProfileOptions profiles = new ProfileOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Streams streams;

  JudgeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Summary summary = new Summary();
    try (RecordReader reader = open();
        Output report = output.open(streams)) {
      RunHeader header = reader.header();
      Profile observed = header.kernel();
      Profile profile = profiles.choose(observed);
      Checker checker = new Checker(profile, observed, header.machine(), System::nanoTime);
      report.begin(
          new RunInfo(Version.text(), observed.name(), profile.name(), RunInfo.UNKNOWN, List.of()));
      for (Optional<Recording> next = reader.next(); next.isPresent(); next = reader.next()) {
        CaseResult result = judged(checker, next.get());
        summary.add(result);
        report.result(result, Duration.ZERO);
      }
      report.end(summary);
      if (reader.isPartial()) {
        streams
            .err()
            .println(
                "sockdiff: "
                    + file
                    + " is partial: its end is missing, and so may be cases; the run was stopped, or the"
                    + " file cut off");
        int code = RunCommand.exitCode(summary);
        return code == ExitCode.DIVERGES ? code : ExitCode.INCONCLUSIVE;
      }
    }
    return RunCommand.exitCode(summary);
  }

  private RecordReader open() {
    if (file.toString().isEmpty() || Files.notExists(file)) {
      throw new UsageException("no such file: '" + file + "'");
    }
    if (Files.isDirectory(file)) {
      throw new UsageException("'" + file + "' is a directory; judge takes one record");
    }
    try {
      return RecordReader.of(file);
    } catch (RecordException e) {
      throw new UsageException(e.getMessage() + HINT);
    }
  }

  private static CaseResult judged(Checker checker, Recording recording) {
    Program program = recording.program();
    return checker
        .unmet(program)
        .map(reason -> CaseResult.skipped(program, checker.profile(), reason))
        .orElseGet(() -> checker.check(recording));
  }
}
