// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Divergence;
import org.sockdiff.expect.Filler;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptError;
import org.sockdiff.script.ScriptException;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.Recording;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fills in what traces expect from what this kernel does. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Fills in what traces expect from what this kernel does.",
    description = {
      "",
      "Runs traces and shows what would change in them: a call that expects nothing gets the result that was seen"
          + " and the counters that moved; what the kernel did not meet is replaced; where no expectation is for"
          + " this kernel, one is added with its release for a guard. What it did meet stays as it is written:"
          + " wildcards, sets, guards, comments. Says so where the model does not allow what was seen: record a"
          + " kernel's fault and it becomes the rule.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff record peek.trace       shows what would change",
      "  sockdiff record -w peek.trace    changes it"
    })
final class RecordCommand implements Callable<Integer> {
  private static final int DEADLINE = 1000;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Trace files, or directories of them.")
  private List<String> paths = List.of();

  @Option(
      names = {"-w", "--write"},
      description = "Rewrite the files that change, and name them. Refused where CI is set.")
  private boolean write;

  private final Streams streams;

  RecordCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (write && streams.isCi()) {
      throw new UsageException(
          "CI is set, and expectations that a machine writes must be read by somebody: run it by hand");
    }
    List<Path> files = TraceFiles.under(paths);
    List<Script> scripts = read(files);
    int code = ExitCode.CONFORMS;
    try (LiveKernel kernel = LiveKernel.open(1, DEADLINE)) {
      Profile observed = Profiles.of(kernel.machine());
      Checker checker = new Checker(observed, observed, kernel.machine(), System::nanoTime);
      for (int i = 0; i < files.size(); i++) {
        code = Math.max(code, fill(files.get(i), scripts.get(i), kernel, checker));
      }
    }
    streams.out().flush();
    return code;
  }

  private static List<Script> read(List<Path> files) {
    List<Script> scripts = new ArrayList<>();
    List<ScriptError> errors = new ArrayList<>();
    for (Path file : files) {
      try {
        Script script = TraceReader.read(file, file.toString());
        Binder.bind(script);
        scripts.add(script);
      } catch (ScriptException e) {
        errors.addAll(e.errors());
      }
    }
    if (!errors.isEmpty()) {
      throw new ScriptException(errors);
    }
    return scripts;
  }

  private int fill(Path file, Script script, LiveKernel kernel, Checker checker) {
    List<Recording> recordings = new ArrayList<>();
    int code = ExitCode.CONFORMS;
    for (Program program : Binder.bind(script)) {
      Optional<String> obstacle = checker.unmet(program);
      if (obstacle.isEmpty()) {
        Recording recording = kernel.record(program);
        obstacle = recording.trouble();
        recordings.add(recording);
      }
      if (obstacle.isPresent()) {
        say(program.id() + ": " + obstacle.get());
        code = ExitCode.INCONCLUSIVE;
      }
    }
    Filler.Filled filled =
        Filler.fill(script, recordings, Profiles.of(kernel.machine()), kernel.machine());
    show(file, script, filled);
    recordings.forEach(recording -> compare(checker.check(recording)));
    return code;
  }

  private void show(Path file, Script script, Filler.Filled filled) {
    filled.notes().forEach(this::say);
    if (filled.text().equals(script.text())) {
      return;
    }
    UnifiedDiff.lines(file.toString(), script.text(), filled.text())
        .forEach(line -> streams.out().print(line + "\n"));
    if (write) {
      Rewriting.replace(file, filled.text());
      say("wrote " + file);
    }
  }

  /** Tells where the model does not allow what the kernel did: then one of them is wrong. */
  private void compare(CaseResult result) {
    result.divergences().stream()
        .filter(Divergence::isBetweenModelAndKernel)
        .findFirst()
        .ifPresent(
            divergence ->
                say(
                    divergence.location()
                        + ": the model does not allow what was seen; 'sockdiff run' tells more"));
  }

  private void say(String what) {
    streams.err().println("sockdiff: " + what);
  }
}
