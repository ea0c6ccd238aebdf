// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Learner;
import org.sockdiff.report.ProfileText;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.ProfileException;
import org.sockdiff.rule.Profiles;
import org.sockdiff.target.RecordException;
import org.sockdiff.target.RecordReader;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Profiles out of records. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Writes the profile that fits a record.",
    description = {
      "",
      "profile learn FILE finds the answers to the rules that fit what a kernel was seen to do, and writes"
          + " them as a profile file, for --profile. It only chooses among the answers that the rules have;"
          + " what still diverges is listed in the file. Record the traces that tell answers apart:"
          + " sockdiff run --record FILE traces/eras.",
      "",
      "Exits with 0 if nothing diverges any more, else 1.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff profile learn seen.ndjson",
      "  sockdiff profile learn -o vendor.profile seen.ndjson"
    })
final class ProfileCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(index = "0", paramLabel = "learn", description = "What to do.")
  private String what = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "A record.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the profile goes. Default: standard output.")
  private Optional<Path> output = Optional.empty();

  @Mixin private ProfileOptions profiles = new ProfileOptions();

  ProfileCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (!what.equals("learn")) {
      throw new UsageException("profile takes 'learn' and a record");
    }
    RunRecord record = read();
    Profile kernel = record.header().kernel();
    Profile start = profiles.choose(kernel);
    Checker checker = new Checker(start, kernel, record.header().machine(), System::nanoTime);
    List<Recording> recordings =
        record.recordings().stream()
            .filter(r -> r.trouble().isEmpty() && checker.unmet(r.program()).isEmpty())
            .toList();
    if (recordings.isEmpty()) {
      throw new UsageException(file + " has no case that can be judged");
    }
    Learner.Learned learned = Learner.learn(start, kernel, record.header().machine(), recordings);
    String text =
        new ProfileText(base(record), learned, recordings.size(), Version.text())
            .from(String.valueOf(file.getFileName()));
    if (output.isPresent()) {
      Files.writeString(output.get(), text);
    } else {
      streams.out().print(text);
    }
    return learned.left().isEmpty() ? ExitCode.CONFORMS : ExitCode.DIVERGES;
  }

  /** A profile that has a name of its own, nearest to the one that the kernel was taken to have. */
  private static Profile base(RunRecord record) {
    try {
      return Profiles.named(record.header().kernel().name());
    } catch (ProfileException e) {
      return Profiles.of(record.header().machine());
    }
  }

  private RunRecord read() {
    try {
      return RecordReader.readAll(file);
    } catch (RecordException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
