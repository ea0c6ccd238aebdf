// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockdiff.check.Checker;
import org.sockdiff.report.RulesMarkdown;
import org.sockdiff.report.RulesText;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;
import org.sockdiff.rule.Rules;
import org.sockdiff.target.RecordReader;
import org.sockdiff.target.Recording;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the rules: what changed between kernels, and how that is known. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Tells what changed between kernels.",
    description = {
      "",
      "Tells the rules: questions about behaviour that some kernels answer differently, with the releases that"
          + " the answers date from, how each is known, the kernel source that decides, and the trace that tells"
          + " them apart. Needs no kernel.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff rules                            every rule",
      "  sockdiff rules udp.admission              one",
      "  sockdiff rules --profile linux-4.9        what Linux 4.9 answers",
      "  sockdiff run --record seen.ndjson; sockdiff rules --coverage seen.ndjson"
    })
final class RulesCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "A rule, such as udp.admission. Default: all.")
  private Optional<String> id = Optional.empty();

  @ArgGroup(multiplicity = "0..1")
  private Kind kind = new Kind();

  /** What to tell instead. */
  static final class Kind {
    @Option(
        names = "--profile",
        paramLabel = "PROFILE",
        description =
            "Only the answers of one kernel, as lines of a profile file: linux-VERSION,"
                + " gvisor-YYYYMMDD, or a profile file.")
    private Optional<String> profile = Optional.empty();

    @Option(
        names = "--markdown",
        description = "All rules as the page docs/rules.md, to standard output.")
    private boolean markdown;

    @Option(
        names = "--coverage",
        paramLabel = "RECORD",
        description =
            "Which rules the cases of a record (sockdiff run --record) asked, which answer they got, and"
                + " which rules nobody asked.")
    private Optional<Path> coverage = Optional.empty();
  }

  private final Streams streams;

  RulesCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    PrintStream out = streams.out();
    List<Rule<?>> rules = id.map(RulesCommand::named).orElse(Rules.ALL);
    if (kind.markdown) {
      out.print(RulesMarkdown.page());
    } else if (kind.profile.isPresent()) {
      out.print(RulesText.answers(rules, ProfileOptions.read(kind.profile.get())));
    } else if (kind.coverage.isPresent()) {
      coverage(rules, kind.coverage.get());
    } else {
      out.print(String.join("\n", rules.stream().map(RulesText::of).toList()));
    }
    return ExitCode.CONFORMS;
  }

  private static List<Rule<?>> named(String id) {
    return Rules.named(id)
        .<List<Rule<?>>>map(rule -> List.of(rule))
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no rule '"
                        + id
                        + "'; they are "
                        + String.join(", ", Rules.ALL.stream().map(Rule::id).toList())));
  }

  private void coverage(List<Rule<?>> rules, Path file) throws IOException {
    RuleCoverage coverage = new RuleCoverage();
    try (RecordReader reader = RecordReader.of(file)) {
      Profile observed = reader.header().kernel();
      Profile watched = observed.watchedBy(coverage);
      // A clock that runs out at once: no search for explanations, which would ask more.
      Checker checker =
          new Checker(
              watched,
              observed,
              reader.header().machine(),
              Stream.iterate(0L, hour -> hour + 3_600_000_000_000L).iterator()::next);
      for (Optional<Recording> next = reader.next(); next.isPresent(); next = reader.next()) {
        coverage.begin(next.get().program().id());
        checker.check(next.get());
      }
      streams.out().print(coverage.text(rules, observed));
      if (reader.isPartial()) {
        streams.err().println("sockdiff: " + file + " is partial: its end is missing");
      }
    }
  }
}
