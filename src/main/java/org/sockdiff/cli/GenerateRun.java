// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Verdict;
import org.sockdiff.generate.Coverage;
import org.sockdiff.generate.Floors;
import org.sockdiff.generate.GeneratedScript;
import org.sockdiff.generate.ScriptGenerator;
import org.sockdiff.generate.Shrinker;
import org.sockdiff.generate.Symptom;
import org.sockdiff.generate.Trial;
import org.sockdiff.op.Program;
import org.sockdiff.report.ConsoleReport;
import org.sockdiff.report.RunInfo;
import org.sockdiff.report.Style;
import org.sockdiff.report.Summary;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptPrinter;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;
import picocli.CommandLine.Option;

/** Generated scripts, run on model and kernel: what diverges, shrunk, and what they reached. */
final class GenerateRun {
  private static final int RETRIES = 2;

  private final Streams streams;
  private final PrintStream out;
  private final Style style;
  private final Options options;
  private final ProfileOptions profiles;
  private final Optional<Path> directory;
  private final Coverage coverage = new Coverage();
  private final Summary summary = new Summary();
  private final Set<Symptom> told = new LinkedHashSet<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Options that only a run has. */
  static final class Options {
    @Option(
        names = "--fail-fast",
        description = "With --run: starts no more scripts after the first that diverges.")
    private boolean failFast;

    @Option(
        names = "--floors",
        description = "With --run: exits 3 unless the scripts reached enough to prove something.")
    private boolean floors;

    @Option(
        names = {"-v", "--verbose"},
        description = "With --run: tells how often each word and each rule came up.")
    private boolean verbose;

    @Option(
        names = {"-j", "--jobs"},
        paramLabel = "N",
        description = "With --run: how many scripts run at once. Default: one for each CPU.")
    private Optional<Integer> jobs = Optional.empty();

    @Option(
        names = "--call-deadline",
        paramLabel = "MS",
        defaultValue = "1000",
        description =
            "With --run: after how many milliseconds a call that does not return is interrupted."
                + " Default: 1000.")
    private int callDeadline = 1000;

    /** Refuses them where nothing is run. */
    void refuse() {
      if (failFast || floors || verbose || jobs.isPresent()) {
        throw new UsageException("--fail-fast, --floors, --jobs and --verbose want --run");
      }
    }

    int workers(int scripts) {
      int threads = jobs.orElse(Runtime.getRuntime().availableProcessors());
      if (threads < 1 || threads > 256) {
        throw new UsageException("--jobs is 1 to 256, not " + threads);
      }
      return Math.min(threads, scripts);
    }
  }

  /** What became of a script. */
  private record Ran(GeneratedScript script, CaseResult result, Optional<Recording> recording) {}

  GenerateRun(
      Streams streams,
      Style style,
      Options options,
      ProfileOptions profiles,
      Optional<Path> directory) {
    this.streams = streams;
    this.out = streams.out();
    this.style = style;
    this.options = options;
    this.profiles = profiles;
    this.directory = directory;
  }

  /**
   * Runs scripts.
   *
   * @param again the words of the command that runs one again, but for its number
   */
  int run(ScriptGenerator generator, List<Long> indexes, String again) {
    try (LiveKernel kernel =
        LiveKernel.open(options.workers(indexes.size()), options.callDeadline)) {
      Profile observed = Profiles.of(kernel.machine());
      Profile profile = profiles.choose(observed);
      Checker checker =
          new Checker(profile.watchedBy(coverage), observed, kernel.machine(), System::nanoTime);
      Checker unwatched = new Checker(profile, observed, kernel.machine(), Trial.PATIENT);
      Trial trial =
          new Trial(kernel::record, new ModelTarget(observed, kernel.machine())::record, unwatched);
      ConsoleReport report = new ConsoleReport(out, style, false);
      report.begin(
          new RunInfo(Version.text(), observed.name(), profile.name(), indexes.size(), List.of()));
      Progress progress = new Progress(streams.err(), streams.rewritesErr(), System::nanoTime);
      progress.of(indexes.size());
      Batch.run(
          kernel::onWorkers,
          indexes,
          index -> ran(kernel, checker, generator.script(index)),
          ran -> {
            progress.clear();
            tell(ran, trial, report, again);
            progress.done(ran.result().id());
          });
      progress.clear();
      report.end(summary);
    }
    return ended(generator);
  }

  private Ran ran(LiveKernel kernel, Checker checker, GeneratedScript script) {
    Program program = script.program();
    Optional<String> unmet =
        stopped.get()
            ? Optional.of("not run: another script diverged before it")
            : checker.unmet(program);
    if (unmet.isPresent()) {
      return new Ran(
          script, CaseResult.skipped(program, checker.profile(), unmet.get()), Optional.empty());
    }
    Recording recording = kernel.record(program);
    CaseResult result = checker.check(recording);
    for (int i = 1; i <= RETRIES && result.verdict() == Verdict.DIVERGES; i++) {
      if (checker.check(kernel.record(program)).verdict() == Verdict.CONFORMS) {
        result = result.flaky(i);
      }
    }
    if (options.failFast && result.verdict() == Verdict.DIVERGES) {
      stopped.set(true);
    }
    return new Ran(script, result, Optional.of(recording));
  }

  private void tell(Ran ran, Trial trial, ConsoleReport report, String again) {
    CaseResult result = ran.result();
    boolean passedOver = stopped.get() && result.verdict() == Verdict.SKIPPED;
    if (!passedOver) {
      summary.add(result);
    }
    ran.recording().ifPresent(recording -> coverage.add(ran.script(), recording));
    Optional<Symptom> symptom = Symptom.of(result);
    if (symptom.isPresent() && told.add(symptom.get())) {
      shrunk(result, symptom.get(), trial, report, again);
    } else if (symptom.isPresent()) {
      out.println("diverges     " + result.id() + ", as one before it");
    } else if (!passedOver) {
      report.result(result, Duration.ZERO);
    }
    out.flush();
  }

  private void shrunk(
      CaseResult result, Symptom symptom, Trial trial, ConsoleReport report, String again) {
    Shrinker shrinker =
        new Shrinker(trial.ofParts(result.program().script()), result.program().script(), symptom);
    Script smallest = shrinker.shrink();
    String text = ScriptPrinter.print(smallest);
    out.println("shrunk to:");
    text.lines().forEach(line -> out.println("    " + line));
    report.result(trial.diverging(smallest).orElse(result), Duration.ZERO);
    String name = result.id().substring(result.id().indexOf('/') + 1);
    out.println("  again: " + again + " --from " + name.substring(name.lastIndexOf('-') + 1));
    out.println();
    directory.ifPresent(to -> GenerateCommand.writeTo(to, name, text));
  }

  private int ended(ScriptGenerator generator) {
    out.println(generator.described() + "; " + coverage.scripts() + " run");
    Floors floors = new Floors(coverage);
    floors.lines().forEach(out::println);
    if (!coverage.notModelled().isEmpty()) {
      out.println("not modelled, so left out: " + String.join(", ", coverage.notModelled()));
    }
    out.println("not made up yet: " + String.join(", ", coverage.notMadeUp()));
    if (options.verbose) {
      coverage.words().forEach((pair, count) -> out.println("  " + pair + ": " + count));
      coverage.rules().forEach((rule, count) -> out.println("  " + rule + ": " + count));
    }
    int code = RunCommand.exitCode(summary);
    if (options.floors && code == ExitCode.CONFORMS && !floors.missed().isEmpty()) {
      floors.missed().forEach(line -> streams.err().println("sockdiff: too few: " + line));
      return ExitCode.INCONCLUSIVE;
    }
    return code;
  }
}
