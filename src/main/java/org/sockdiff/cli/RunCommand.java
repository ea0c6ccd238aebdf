// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Program;
import org.sockdiff.report.Report;
import org.sockdiff.report.RunInfo;
import org.sockdiff.report.Summary;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs traces on the kernel and judges what was seen. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Runs traces on this kernel and judges what was seen.",
    description = {
      "",
      "Runs trace scripts on this kernel's real sockets and judges every call by the model, and by what"
          + " the script expects.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff run                             every trace below traces/",
      "  sockdiff run peek.trace                  one trace",
      "  sockdiff run --profile linux-4.9 udp/    against the model of Linux 4.9",
      "  sockdiff run --record seen.ndjson        keeps what was seen, for judge",
      "  sockdiff run --report junit=out.xml      for a CI server, too"
    })
final class RunCommand implements Callable<Integer> {
  private static final int DEFAULT_DEADLINE = 1000;

  @Parameters(
      paramLabel = "PATH",
      description = "Trace files, or directories of them; FILE:LINE is the file. Default: traces/.")
  private List<String> paths = List.of();

  private final Streams streams;

  @Mixin private ProfileOptions profiles = new ProfileOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--fail-fast",
      description = "Starts no more cases after the first that does not conform.")
  private boolean failFast;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Runs a case that diverges again, up to N times; one that then conforms is flaky. Default: 0.")
  private int retries;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      defaultValue = "kernel",
      description =
          "What is observed: kernel, or model: the model takes the kernel's place, so that only what the"
              + " scripts expect is judged. Default: kernel.")
  private TargetKind target = TargetKind.kernel;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "How many traces run at once. Default: one for each CPU.")
  private Optional<Integer> jobs = Optional.empty();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Writes everything that was seen to FILE, as sockdiff judge reads it.")
  private Optional<Path> record = Optional.empty();

  @Option(
      names = "--call-deadline",
      paramLabel = "MS",
      defaultValue = "1000",
      description =
          "After how many milliseconds a call that does not return is interrupted. Default: 1000.")
  private int callDeadline = DEFAULT_DEADLINE;

  enum TargetKind {
    kernel,
    model
  }

  RunCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    int threads = jobs.orElse(Runtime.getRuntime().availableProcessors());
    if (threads < 1 || threads > 256) {
      throw new UsageException("--jobs is 1 to 256, not " + threads);
    }
    if (callDeadline < 1 || callDeadline > 60_000) {
      throw new UsageException("--call-deadline is 1 to 60000 milliseconds, not " + callDeadline);
    }
    record.ifPresent(RecordFile::check);
    if (retries < 0 || retries > 100) {
      throw new UsageException("--retries is 0 to 100, not " + retries);
    }
    try (Output report = output.open(streams)) {
      List<Program> programs = selection.choose(Suite.read(TraceFiles.under(pathsOrDefault())));
      return run(programs, Math.max(1, Math.min(threads, programs.size())), report);
    }
  }

  private int run(List<Program> programs, int threads, Report report) {
    if (target == TargetKind.model) {
      return onModel(programs, threads, report);
    }
    try (LiveKernel kernel = LiveKernel.open(threads, callDeadline)) {
      Machine machine = kernel.machine();
      Profile observed = Profiles.of(machine);
      return judge(programs, kernel::onWorkers, machine, observed, kernel::record, report);
    }
  }

  private List<String> again() {
    List<String> words = new ArrayList<>(List.of("sockdiff", "run"));
    if (target == TargetKind.model) {
      words.addAll(List.of("--target", "model"));
    }
    if (callDeadline != DEFAULT_DEADLINE) {
      words.addAll(List.of("--call-deadline", String.valueOf(callDeadline)));
    }
    words.addAll(profiles.asGiven());
    return words;
  }

  private List<String> pathsOrDefault() {
    if (!paths.isEmpty()) {
      return paths;
    }
    if (!Files.isDirectory(Path.of("traces"))) {
      throw new UsageException("there is no traces/ here: name a trace file or a directory");
    }
    return List.of("traces");
  }

  private int onModel(List<Program> programs, int threads, Report report) {
    Machine machine = HostFacts.machine();
    Profile profile = profiles.choose(Profiles.of(machine));
    ModelTarget model = new ModelTarget(profile, machine);
    return judge(programs, Batch.threads(threads), machine, profile, model::record, report);
  }

  private int judge(
      List<Program> programs,
      Batch.Everywhere everywhere,
      Machine machine,
      Profile observed,
      Function<Program, Recording> recorder,
      Report report) {
    Profile profile = profiles.choose(observed);
    Checker checker = new Checker(profile, observed, machine, System::nanoTime);
    Summary summary = new Summary();
    String seen = target == TargetKind.model ? "the model" : observed.name();
    report.begin(new RunInfo(Version.text(), seen, profile.name(), programs.size(), again()));
    AtomicBoolean failed = new AtomicBoolean();
    try (RecordFile recorded = RecordFile.to(record, machine)) {
      Batch.run(
          everywhere,
          programs,
          program -> judged(checker, recorder, program, failed),
          judged -> {
            judged.recording().ifPresent(recorded::add);
            summary.add(judged.result());
            report.result(judged.result(), judged.took());
          });
      report.end(summary);
      recorded.finish();
    }
    return exitCode(summary);
  }

  /** A result, and if the case ran what was seen, and how long that took. */
  private record Judged(CaseResult result, Optional<Recording> recording, Duration took) {}

  private Judged judged(
      Checker checker,
      Function<Program, Recording> recorder,
      Program program,
      AtomicBoolean failed) {
    Optional<String> unmet =
        failFast && failed.get()
            ? Optional.of("not run: another case failed before it")
            : checker.unmet(program);
    if (unmet.isPresent()) {
      return new Judged(
          CaseResult.skipped(program, checker.profile(), unmet.get()),
          Optional.empty(),
          Duration.ZERO);
    }
    long start = System.nanoTime();
    Recording recording = recorder.apply(program);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    CaseResult result = checker.check(recording);
    for (int i = 1; i <= retries && result.verdict() == Verdict.DIVERGES; i++) {
      if (checker.check(recorder.apply(program)).verdict() == Verdict.CONFORMS) {
        result = result.flaky(i);
      }
    }
    failed.compareAndSet(false, !result.verdict().isGood());
    return new Judged(result, Optional.of(recording), took);
  }

  static int exitCode(Summary summary) {
    if (summary.count(Verdict.DIVERGES)
            + summary.count(Verdict.FIXED)
            + summary.count(Verdict.FLAKY)
        > 0) {
      return ExitCode.DIVERGES;
    }
    if (summary.count(Verdict.INCONCLUSIVE) > 0) {
      return ExitCode.INCONCLUSIVE;
    }
    return summary.count(Verdict.CONFORMS) + summary.count(Verdict.KNOWN) > 0
        ? ExitCode.CONFORMS
        : ExitCode.NOTHING_JUDGED;
  }
}
