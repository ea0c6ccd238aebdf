// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockdiff.generate.CExport;
import org.sockdiff.generate.ExportException;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.sys.EnvironmentException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Traces as a C file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Writes traces as one C file that needs no sockdiff.",
    description = {
      "",
      "Writes one C file that makes the calls of the traces, compares what comes of each with what the model"
          + " says of a kernel, prints KTAP, and exits as a kernel selftest does: 0, 1, or 4 if all was"
          + " skipped. It needs libc only, and root or unprivileged user namespaces to run. With -v it prints"
          + " what every call did.",
      "",
      "A case with threads, control messages or dropped capabilities cannot be exported: if a trace was"
          + " named that is an error, in a directory it is left out, and standard error says so.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff export --c peek.trace -o peek.c && cc -Wall -o peek peek.c && ./peek",
      "  sockdiff export --c --profile linux-5.10 traces/udp >udp.c"
    })
final class ExportCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Trace files, or directories of them.")
  private List<String> paths = List.of();

  @Option(names = "--c", required = true, description = "As C, the only language there is.")
  @SuppressWarnings("UnusedVariable") // It must be given.
  private boolean c;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the file goes. Default: standard output.")
  private Optional<Path> output = Optional.empty();

  @Mixin private ProfileOptions profiles = new ProfileOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();

  ExportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    List<Program> programs = selection.choose(Suite.read(TraceFiles.under(paths)));
    Machine machine = machine();
    Profile profile = profiles.choose(Profiles.of(machine));
    CExport export = new CExport(profile, machine, Version.text());
    boolean named = paths.stream().allMatch(path -> Files.isRegularFile(Path.of(path)));
    List<Program> chosen = new ArrayList<>();
    for (Program program : programs) {
      Optional<String> unmet = program.needs().unmet(machine, profile);
      try {
        if (unmet.isEmpty()) {
          export.check(program);
          chosen.add(program);
        } else {
          leftOut(program, unmet.get());
        }
      } catch (ExportException e) {
        if (named) {
          throw new UsageException(
              program.script().name() + " cannot be exported: " + e.getMessage());
        }
        leftOut(program, String.valueOf(e.getMessage()));
      }
    }
    if (chosen.isEmpty()) {
      streams.err().println("sockdiff: nothing to export");
      return ExitCode.NOTHING_JUDGED;
    }
    String file = export.file(chosen);
    if (output.isPresent()) {
      Files.writeString(output.get(), file);
    } else {
      streams.out().print(file);
    }
    return ExitCode.CONFORMS;
  }

  private void leftOut(Program program, String why) {
    streams.err().println("sockdiff: left out: " + program.id() + ": " + why);
  }

  /** This machine, measured if that can be done: what buffers hold depends on it. */
  private static Machine machine() {
    try (LiveKernel kernel = LiveKernel.open(1, 1000)) {
      return kernel.machine();
    } catch (EnvironmentException e) {
      return HostFacts.machine();
    }
  }
}
