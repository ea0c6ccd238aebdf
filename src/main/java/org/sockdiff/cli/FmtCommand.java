// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sockdiff.script.ScriptError;
import org.sockdiff.script.ScriptException;
import org.sockdiff.syntax.TraceFormatter;
import org.sockdiff.syntax.TraceReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lays traces out in the one way. */
@Command(
    name = "fmt",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Lays traces out in the one way.",
    description = {
      "",
      "Lays traces out in the one way: columns, indentation, blanks, empty lines. Comments and the spelling"
          + " of values stay. Prints the result of one file, unless told to rewrite or to check. Exits 0;"
          + " with --check 1 if a file would change; 2 if a file is no trace.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff fmt peek.trace         prints it, laid out",
      "  sockdiff fmt -w traces          rewrites every trace below traces/ that is not",
      "  sockdiff fmt --check traces     shows what that would change",
      "  sockdiff fmt - <peek.trace      for editors"
    })
final class FmtCommand implements Callable<Integer> {
  private static final String STDIN = "-";
  private static final int WOULD_CHANGE = 1;

  @Parameters(
      paramLabel = "PATH",
      description = "Trace files, or directories of them; - is the standard input.")
  private List<String> paths = List.of();

  @Option(
      names = "--check",
      description = "Change nothing: print the differences and exit 1 if there are any.")
  private boolean check;

  @Option(
      names = {"-w", "--write"},
      description = "Rewrite the files that change, and name them.")
  private boolean write;

  private final Streams streams;
  private final InputStream in;

  /**
   * The command.
   *
   * @param in the standard input
   */
  FmtCommand(Streams streams, InputStream in) {
    this.streams = streams;
    this.in = in;
  }

  @Override
  public Integer call() {
    refuseMisuse();
    List<ScriptError> errors = new ArrayList<>();
    int changed = 0;
    for (Path file : files()) {
      try {
        changed += format(file) ? 1 : 0;
      } catch (ScriptException e) {
        errors.addAll(e.errors());
      }
    }
    streams.out().flush();
    if (check && changed > 0) {
      streams
          .err()
          .println(
              "sockdiff: "
                  + changed
                  + (changed == 1 ? " file is" : " files are")
                  + " not laid out as sockdiff fmt does it; -w rewrites");
    }
    if (!errors.isEmpty()) {
      throw new ScriptException(errors);
    }
    return check && changed > 0 ? WOULD_CHANGE : ExitCode.CONFORMS;
  }

  private void refuseMisuse() {
    if (check && write) {
      throw new UsageException("--check changes nothing and -w does: choose one");
    }
    if (paths.isEmpty()) {
      throw new UsageException("name a trace file, a directory with -w or --check, or -");
    }
    if (paths.contains(STDIN) && (write || paths.size() > 1)) {
      throw new UsageException("- stands alone, and cannot be rewritten");
    }
    boolean several = paths.size() > 1 || Files.isDirectory(Path.of(paths.get(0)));
    if (several && !check && !write) {
      throw new UsageException("only one file is printed: add -w to rewrite, --check to compare");
    }
  }

  private List<Path> files() {
    return paths.equals(List.of(STDIN)) ? List.of(Path.of(STDIN)) : TraceFiles.under(paths);
  }

  /** Whether it is not laid out already. */
  private boolean format(Path file) {
    boolean fromStdin = paths.equals(List.of(STDIN));
    String name = fromStdin ? "<stdin>" : file.toString();
    String text = (fromStdin ? TraceReader.read(in, name) : TraceReader.read(file, name)).text();
    String formatted = TraceFormatter.format(name, text);
    boolean changes = !formatted.equals(text);
    if (check && changes) {
      UnifiedDiff.lines(name, text, formatted).forEach(line -> streams.out().print(line + "\n"));
    } else if (write && changes) {
      Rewriting.replace(file, formatted);
      streams.out().print(name + "\n");
    } else if (!check && !write) {
      streams.out().print(formatted);
    }
    return changes;
  }
}
