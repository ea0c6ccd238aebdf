// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockdiff.lint.Finding;
import org.sockdiff.lint.Level;
import org.sockdiff.lint.LintRule;
import org.sockdiff.lint.Linter;
import org.sockdiff.report.LintConsole;
import org.sockdiff.report.LintGithub;
import org.sockdiff.report.LintSarif;
import org.sockdiff.script.ScriptException;
import org.sockdiff.syntax.TraceReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks for what may be wrong with traces that run. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Looks for what may be wrong with traces.",
    description = {
      "",
      "Looks for what may be wrong with traces that run, and says it as FILE:LINE:COLUMN. Runs nothing and needs"
          + " no kernel: the model tells what happens, as every Linux from 2.6.24 to 7.3 and as gVisor."
          + " Exits 0; 1 if there is a warning; 2 if a file does not parse. Notes do not count.",
      "",
      "A comment '# sockdiff-ignore: SD101 reason' on a line, or above it, leaves out what that rule finds"
          + " there.",
      ""
    },
    footer = {
      "",
      "What it looks for; --explain SD101 says more:",
      "  SD100  a script that does not parse",
      "  SD101  a socket that is never used",
      "  SD102  a name that is bound again while its socket is open",
      "  SD103  an expectation that is never chosen",
      "  SD104  kernels for which no expectation holds",
      "  SD105  guards that overlap (a note)",
      "  SD106  a call after which nothing can be checked",
      "  SD107  a call that sleeps for ever",
      "  SD108  repeat 1",
      "  SD109  a missing title",
      "  SD110  a layout that is not that of sockdiff fmt",
      "  SD111  an ignore comment without effect or reason",
      "  SD112  a thread that is looked at after a sleep",
      "",
      "Examples:",
      "  sockdiff lint                           every trace below traces/",
      "  sockdiff lint --format sarif >l.sarif   for code scanning"
    })
final class LintCommand implements Callable<Integer> {
  private static final int FOUND = 1;

  @Parameters(
      paramLabel = "PATH",
      description = "Trace files, or directories of them. Default: traces/.")
  private List<String> paths = List.of();

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Say what a rule looks for, why, and what to do; then stop.")
  private Optional<String> explain = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "console",
      description =
          "How findings are written: console, github (annotations), or sarif. Default: console.")
  private Format format = Format.console;

  enum Format {
    console,
    github,
    sarif
  }

  private final Streams streams;

  LintCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (explain.isPresent()) {
      streams.out().print(explanation(rule(explain.get())));
      return ExitCode.CONFORMS;
    }
    List<Path> files = TraceFiles.underOrDefault(paths);
    List<Finding> findings = new ArrayList<>();
    files.forEach(file -> findings.addAll(lint(file)));
    switch (format) {
      case console -> LintConsole.write(streams.out(), findings, files.size());
      case github -> LintGithub.write(streams.out(), findings);
      case sarif -> LintSarif.write(streams.out(), findings, Version.text());
    }
    return exit(findings);
  }

  private static List<Finding> lint(Path file) {
    String name = file.toString();
    try {
      return Linter.lint(name, TraceReader.read(file, name).text());
    } catch (ScriptException e) {
      return Linter.errors(e);
    }
  }

  private static int exit(List<Finding> findings) {
    Level worst = findings.stream().map(Finding::level).max(Level::compareTo).orElse(Level.NOTE);
    return switch (worst) {
      case NOTE -> ExitCode.CONFORMS;
      case WARNING -> FOUND;
      case ERROR -> ExitCode.BAD_USAGE;
    };
  }

  private static LintRule rule(String id) {
    return LintRule.named(id)
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no rule '"
                        + id
                        + "'; they are "
                        + Stream.of(LintRule.values())
                            .map(LintRule::id)
                            .collect(Collectors.joining(", "))));
  }

  private static String explanation(LintRule rule) {
    return rule.id()
        + " "
        + rule.slug()
        + " ("
        + rule.level().text()
        + ")\n"
        + rule.summary()
        + "\n\n"
        + rule.explanation()
        + "\n";
  }
}
