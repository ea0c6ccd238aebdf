// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells what this machine can do for sockdiff, and how to mend what it cannot. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Tells whether traces can run here.",
    description = {
      "",
      "Looks at what sockdiff needs of this machine: Java, the kernel and the profile chosen for it, rights and"
          + " namespaces, IPv6, counters, time, sizes, the cache. Of what is missing it says what does not work"
          + " without it, and what to type to mend it. It measures in a network namespace of its own and"
          + " changes nothing. Exits 0 if traces can run here, 3 if not.",
      ""
    },
    footer = {
      "",
      "Each line begins with",
      "  ok       it is as it should be",
      "  note     something works less well, or not at all",
      "  missing  no trace can run"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final String INDENT = "           ";

  private final Streams streams;
  private final Surroundings.Source source;

  /**
   * The command.
   *
   * @param source looks at the machine
   */
  DoctorCommand(Streams streams, Surroundings.Source source) {
    this.streams = streams;
    this.source = source;
  }

  @Override
  public Integer call() {
    List<Symptom> symptoms = Diagnosis.of(source.look());
    symptoms.forEach(this::print);
    boolean canRun = symptoms.stream().noneMatch(s -> s.state() == Symptom.State.MISSING);
    streams.out().print(canRun ? "\ntraces can run here\n" : "\ntraces cannot run here\n");
    return canRun ? ExitCode.CONFORMS : ExitCode.INCONCLUSIVE;
  }

  private void print(Symptom symptom) {
    PrintStream out = streams.out();
    out.print("%-8s %-18s %s\n".formatted(symptom.state().text(), symptom.what(), symptom.found()));
    if (!symptom.effect().isEmpty()) {
      out.print(INDENT + symptom.effect() + "\n");
    }
    symptom.mends().forEach(mend -> out.print(INDENT + "  " + mend + "\n"));
  }
}
