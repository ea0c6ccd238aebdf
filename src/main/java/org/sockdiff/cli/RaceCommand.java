// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.check.RaceSurvey;
import org.sockdiff.check.Verdict;
import org.sockdiff.explore.Explorer;
import org.sockdiff.explore.TooManyStates;
import org.sockdiff.model.ModelGap;
import org.sockdiff.op.Program;
import org.sockdiff.report.RaceReport;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares every outcome of a race with what the kernel shows in many rounds. */
@Command(
    name = "race",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Compares every outcome of a race with what this kernel shows in many rounds.",
    description = {
      "",
      "Enumerates all interleavings of the calls of a trace's first race in the model, runs the trace up"
          + " to there again and again on this kernel, and compares the two sets of outcomes. An outcome"
          + " that was seen and is not allowed is a divergence; one that is allowed and was not seen is"
          + " none.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff race traces/threads/peek-read-race.trace",
      "  sockdiff race --rounds 1000000 x.trace    instead of 5 seconds",
      "  sockdiff race --rounds 0 x.trace          the model alone; needs no kernel"
    })
final class RaceCommand implements Callable<Integer> {
  private static final int CALL_DEADLINE = 1000;

  @Parameters(
      paramLabel = "TRACE",
      arity = "1..*",
      description = "Trace files, or directories of them; those without a race are left out.")
  private List<String> paths = List.of();

  @Mixin private ProfileOptions profiles = new ProfileOptions();
  @Mixin private ColorOption color = new ColorOption();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many rounds; 0 for none. Default: as many as --seconds allow.")
  private Optional<Long> rounds = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "How long the rounds of a case last, if --rounds is not given. Default: 5.")
  private double seconds = 5;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "What the disturbance between the calls is drawn from. Default: 1.")
  private long seed = 1;

  @Option(
      names = "--states",
      paramLabel = "N",
      defaultValue = "" + Explorer.USUAL_STATES,
      description = "The most states to visit in the model. Default: ${DEFAULT-VALUE}.")
  private int states = Explorer.USUAL_STATES;

  @Option(
      names = {"-v", "--verbose"},
      description = "Lists every outcome, however many there are.")
  private boolean verbose;

  private final Streams streams;

  RaceCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (rounds.filter(n -> n < 0).isPresent() || !(seconds > 0) || states < 1) {
      throw new UsageException("--rounds, --seconds and --states are positive");
    }
    List<Program> programs =
        Suite.read(TraceFiles.under(paths)).stream()
            .flatMap(program -> program.untilFirstRace().stream())
            .toList();
    if (programs.isEmpty()) {
      throw new UsageException("no trace there has a race");
    }
    RaceReport report = new RaceReport(streams.out(), color.style(streams), verbose);
    return rounds.filter(n -> n == 0).isPresent()
        ? onModel(programs, report)
        : onKernel(programs, report);
  }

  private int onModel(List<Program> programs, RaceReport report) {
    Machine machine = HostFacts.machine();
    Profile profile = profiles.choose(Profiles.of(machine));
    Tally tally = new Tally(report);
    for (Program program : programs) {
      tally.add(
          program,
          () -> {
            Recording first = new ModelTarget(profile, machine).record(program);
            RaceSurvey survey = new RaceSurvey(program, profile, profile, machine, first, states);
            report.model(survey, profile.name());
            return report.judged(survey, profile, profile);
          });
    }
    return tally.code();
  }

  private int onKernel(List<Program> programs, RaceReport report) {
    Tally tally = new Tally(report);
    if (Runtime.getRuntime().availableProcessors() < 2) {
      programs.forEach(program -> tally.skip(program, "one CPU"));
      return tally.code();
    }
    try (LiveKernel kernel = LiveKernel.open(1, CALL_DEADLINE)) {
      Machine machine = kernel.machine();
      Profile observed = Profiles.of(machine);
      Profile profile = profiles.choose(observed);
      Checker checker = new Checker(profile, observed, machine, System::nanoTime);
      for (Program program : programs) {
        Optional<String> unmet = checker.unmet(program);
        if (unmet.isPresent()) {
          tally.skip(program, unmet.get());
        } else {
          tally.add(program, () -> survey(kernel, checker, profile, observed, program, report));
        }
      }
    }
    return tally.code();
  }

  private Verdict survey(
      LiveKernel kernel,
      Checker checker,
      Profile profile,
      Profile observed,
      Program program,
      RaceReport report) {
    Recording first = kernel.record(program);
    CaseResult once = checker.check(first);
    if (!once.verdict().isGood()) {
      report.once(once);
      return once.verdict();
    }
    RaceSurvey survey = new RaceSurvey(program, profile, observed, kernel.machine(), first, states);
    report.model(survey, profile.name());
    Rounds sampled = new Rounds(survey, checker);
    sampled.take(kernel);
    report.kernel(survey, observed.name(), sampled.nanos, seed);
    if (sampled.unlike.isPresent()) {
      report.once(sampled.unlike.get());
      return sampled.unlike.get().verdict();
    }
    return report.judged(survey, profile, observed);
  }

  /** The rounds of one case. */
  private final class Rounds {
    private final RaceSurvey survey;
    private final Checker checker;
    private Optional<CaseResult> unlike = Optional.empty();
    private long nanos;

    Rounds(RaceSurvey survey, Checker checker) {
      this.survey = survey;
      this.checker = checker;
    }

    void take(LiveKernel kernel) {
      long start = System.nanoTime();
      long most = rounds.orElse(Long.MAX_VALUE);
      long longest =
          rounds.isPresent() ? Long.MAX_VALUE : (long) (seconds * TimeUnit.SECONDS.toNanos(1));
      kernel.sample(
          survey.program(),
          seed,
          survey.exploration().neverSleeps(),
          recording -> {
            look(recording);
            nanos = System.nanoTime() - start;
            return survey.rounds() < most && nanos < longest && unlike.isEmpty();
          });
    }

    /** A round that went wrong, or came to the race in another way, is judged by itself. */
    private void look(Recording recording) {
      boolean odd = recording.trouble().isPresent();
      long others = survey.others();
      if (!odd) {
        survey.add(recording);
        odd = survey.others() > others;
      }
      if (odd) {
        CaseResult result = checker.check(recording);
        unlike = result.verdict().isGood() ? Optional.empty() : Optional.of(result);
      }
    }
  }

  /** A case's own part. */
  private interface Survey {
    Verdict make();
  }

  /** What the cases came to. */
  private static final class Tally {
    private final RaceReport report;
    private boolean diverges;
    private boolean inconclusive;
    private boolean conforms;

    Tally(RaceReport report) {
      this.report = report;
    }

    void skip(Program program, String reason) {
      report.begin(program);
      report.end(Verdict.SKIPPED, reason);
    }

    void add(Program program, Survey survey) {
      report.begin(program);
      try {
        Verdict verdict = survey.make();
        report.end(verdict, "");
        diverges |= verdict == Verdict.DIVERGES;
        inconclusive |= verdict == Verdict.INCONCLUSIVE;
        conforms |= verdict == Verdict.CONFORMS;
      } catch (TooManyStates | ModelGap e) {
        report.end(Verdict.INCONCLUSIVE, String.valueOf(e.getMessage()));
        inconclusive = true;
      }
    }

    int code() {
      return diverges
          ? ExitCode.DIVERGES
          : inconclusive
              ? ExitCode.INCONCLUSIVE
              : conforms ? ExitCode.CONFORMS : ExitCode.NOTHING_JUDGED;
    }
  }
}
