// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.sockdiff.generate.GeneratedScript;
import org.sockdiff.generate.ScriptGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes up scripts, and runs them. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Makes up trace scripts from a seed, and runs them.",
    description = {
      "",
      "Prints random scripts over the table of calls, or writes them to a directory. With --run it runs"
          + " them on model and kernel instead, tells what they reached, and shrinks those that diverge.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff generate --seed 7 --count 3               prints three scripts",
      "  sockdiff generate --seed 7 --count 10000 --run     runs ten thousand",
      "  sockdiff generate --seed 7 --from 12 --run         runs the one that is called 7-12"
    })
final class GenerateCommand implements Callable<Integer> {
  private static final int MOST_CALLS = 1000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "What the scripts are made from: the same seed gives the same. Default: 1.")
  private long seed = 1;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "0",
      description = "The first script's number in the seed's sequence. Default: 0.")
  private long from;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many scripts. Default: 1.")
  private int count = 1;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many calls a script makes. Default: 30.")
  private int calls = 30;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Writes each script to a file of its own in DIR; with --run each shrunk one that diverges.")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--run",
      description = "Runs the scripts on this kernel and judges them by the model.")
  private boolean run;

  @Mixin private GenerateRun.Options options = new GenerateRun.Options();
  @Mixin private ProfileOptions profiles = new ProfileOptions();
  @Mixin private ColorOption color = new ColorOption();

  private final Streams streams;

  GenerateCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (count < 1) {
      throw new UsageException("--count is 1 or more, not " + count);
    }
    if (calls < 1 || calls > MOST_CALLS) {
      throw new UsageException("--calls is 1 to " + MOST_CALLS + ", not " + calls);
    }
    if (from < 0) {
      throw new UsageException("--from is 0 or more, not " + from);
    }
    directory.ifPresent(GenerateCommand::checkDirectory);
    ScriptGenerator generator = new ScriptGenerator(seed, calls);
    if (run) {
      return new GenerateRun(streams, color.style(streams), options, profiles, directory)
          .run(generator, LongStream.range(from, from + count).boxed().toList(), again());
    }
    options.refuse();
    write(generator);
    return ExitCode.CONFORMS;
  }

  /** The words that run one script again, but for its number. */
  private String again() {
    return "sockdiff generate --run --seed "
        + seed
        + (calls == 30 ? "" : " --calls " + calls)
        + profiles.asGiven().stream().map(word -> " " + word).reduce("", String::concat);
  }

  private void write(ScriptGenerator generator) {
    PrintStream out = streams.out();
    for (long index = from; index < from + count; index++) {
      GeneratedScript script = generator.script(index);
      if (directory.isPresent()) {
        writeTo(directory.get(), seed + "-" + index, script.text());
      } else {
        out.print(index > from ? "\n" + script.text() : script.text());
      }
    }
  }

  private static void checkDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new UsageException("there is no directory '" + directory + "'");
    }
  }

  static void writeTo(Path directory, String name, String text) {
    Path file = directory.resolve(name + ".trace");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UsageException("cannot write '" + file + "': " + Reason.of(e));
    }
  }
}
