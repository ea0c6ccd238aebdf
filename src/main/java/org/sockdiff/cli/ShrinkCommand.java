// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.sockdiff.check.Checker;
import org.sockdiff.generate.Shrinker;
import org.sockdiff.generate.Symptom;
import org.sockdiff.generate.Trial;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptPrinter;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cuts a trace down to what makes it diverge. */
@Command(
    name = "shrink",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Cuts a trace down to what makes it diverge.",
    description = {
      "",
      "Runs a trace that diverges again and again, with statements left out and values made simpler, and"
          + " prints the smallest that has the same first divergence: the same call, the same kind of"
          + " difference, explained by the same rules. Exits 1, as the trace diverges, or 0 if it does"
          + " not.",
      ""
    })
final class ShrinkCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TRACE", description = "A trace file.")
  private String path = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes the smaller trace to FILE instead of standard output.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      defaultValue = "kernel",
      description =
          "What is observed: kernel, or model: the model of this kernel takes its place. Default:"
              + " kernel.")
  private RunCommand.TargetKind target = RunCommand.TargetKind.kernel;

  @Option(
      names = "--call-deadline",
      paramLabel = "MS",
      defaultValue = "1000",
      description =
          "After how many milliseconds a call that does not return is interrupted. Default: 1000.")
  private int callDeadline = 1000;

  @Mixin private ProfileOptions profiles = new ProfileOptions();

  private final Streams streams;

  ShrinkCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    file.ifPresent(RecordFile::check);
    Path trace = TraceFiles.under(List.of(path)).get(0);
    Script script = TraceReader.read(trace, trace.toString());
    Suite.read(List.of(trace));
    if (target == RunCommand.TargetKind.model) {
      Machine machine = HostFacts.machine();
      return shrink(script, new ModelTarget(Profiles.of(machine), machine)::record, machine);
    }
    try (LiveKernel kernel = LiveKernel.open(1, callDeadline)) {
      return shrink(script, kernel::record, kernel.machine());
    }
  }

  private int shrink(Script script, Function<Program, Recording> recorder, Machine machine) {
    Profile observed = Profiles.of(machine);
    Checker checker = new Checker(profiles.choose(observed), observed, machine, Trial.PATIENT);
    Trial trial = new Trial(recorder, new ModelTarget(observed, machine)::record, checker);
    Optional<Symptom> symptom = trial.diverging(script).flatMap(Symptom::of);
    if (symptom.isEmpty()) {
      streams.err().println("sockdiff: " + path + " does not diverge: there is nothing to keep");
      return trial.programs(script).isEmpty() ? ExitCode.BAD_USAGE : ExitCode.CONFORMS;
    }
    Shrinker shrinker = new Shrinker(trial.ofParts(script), script, symptom.get());
    Script smallest = shrinker.shrink();
    write(ScriptPrinter.print(smallest));
    streams
        .err()
        .println(
            "sockdiff: "
                + statements(script)
                + " statements became "
                + statements(smallest)
                + ", after "
                + shrinker.tried()
                + " tries");
    return ExitCode.DIVERGES;
  }

  private static int statements(Script script) {
    return script.statements().size();
  }

  private void write(String text) {
    if (file.isEmpty()) {
      streams.out().print(text);
      return;
    }
    try {
      Files.writeString(file.get(), text);
    } catch (IOException e) {
      throw new UsageException("cannot write '" + file.get() + "': " + Reason.of(e));
    }
  }
}
