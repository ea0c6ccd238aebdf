// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sockdiff.rule.ProfileException;
import org.sockdiff.script.ScriptException;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.target.RecordException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands. */
@Command(
    name = "sockdiff",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    description = {
      "Checks what a kernel's sockets really do: runs trace scripts on a model of the kernel and on"
          + " real sockets, and shows every difference.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes:",
      "  0  everything conforms            1  something diverges",
      "  2  bad usage, or a script that does not parse",
      "  3  something could not be decided, or cannot run here",
      "  4  nothing was judged             130  interrupted"
    })
public final class Main implements Runnable {
  private static final List<String> COMMANDS =
      List.of(
          "run", "explain", "race", "judge", "list", "rules", "fmt", "lint", "record", "matrix",
          "compare", "kernels", "doctor", "guest");

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and exits. */
  public static void main(String[] args) {
    System.exit(run(Streams.ofProcess(), args));
  }

  /** Runs a command and answers what to exit with. */
  static int run(Streams streams, String... args) {
    int code = execute(streams, args);
    Optional<String> lost = streams.lost();
    lost.ifPresent(why -> streams.err().println("sockdiff: cannot write the results: " + why));
    return ExitStyle.among(args).code(lost.isPresent() ? ExitCode.INCONCLUSIVE : code);
  }

  private static int execute(Streams streams, String... args) {
    LastWords lastWords = new LastWords(streams.out(), ExitStyle.bailsOut(args));
    try {
      return commandLine(streams, args)
          .setOut(writer(streams.out()))
          .setErr(writer(streams.err()))
          .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
          .setParameterExceptionHandler(new Misuse(lastWords))
          .setExecutionExceptionHandler(new Failures(streams.err(), lastWords))
          .execute(namesCommand(args) ? Arrays.copyOfRange(args, 1, args.length) : args);
    } catch (OutOfMemoryError e) {
      streams
          .err()
          .println(
              "sockdiff: out of memory; run fewer traces at once, or give Java more:"
                  + " JAVA_TOOL_OPTIONS=-Xmx4g");
      lastWords.say("out of memory");
      return ExitCode.INCONCLUSIVE;
    } catch (Error e) {
      return bug(e, streams.err(), lastWords);
    }
  }

  /** All commands with their options, for what makes the manual and the completion from them. */
  public static CommandLine commandLine() {
    return all(Streams.ofProcess());
  }

  /**
   * The command that is named alone, or else all: to read the annotations of all commands takes
   * longer than a short trace.
   */
  private static CommandLine commandLine(Streams streams, String... args) {
    if (!namesCommand(args)) {
      return all(streams);
    }
    CommandLine line = new CommandLine(command(args[0], streams));
    line.setCommandName("sockdiff " + args[0]);
    return line;
  }

  private static boolean namesCommand(String... args) {
    return args.length > 0 && COMMANDS.contains(args[0]);
  }

  private static CommandLine all(Streams streams) {
    CommandLine line = new CommandLine(new Main());
    for (String name : COMMANDS) {
      line.addSubcommand(command(name, streams));
    }
    return line;
  }

  private static Object command(String name, Streams streams) {
    return switch (name) {
      case "run" -> new RunCommand(streams);
      case "explain" -> new ExplainCommand(streams);
      case "race" -> new RaceCommand(streams);
      case "judge" -> new JudgeCommand(streams);
      case "list" -> new ListCommand(streams);
      case "rules" -> new RulesCommand(streams);
      case "fmt" -> new FmtCommand(streams, System.in);
      case "lint" -> new LintCommand(streams);
      case "record" -> new RecordCommand(streams);
      case "doctor" -> new DoctorCommand(streams, new LocalSurroundings());
      case "matrix" -> new MatrixCommand(streams);
      case "compare" -> new CompareCommand(streams);
      case "kernels" -> new KernelsCommand(streams);
      case "guest" -> new GuestCommand(streams, System.in);
      default -> throw new IllegalArgumentException("no command: " + name);
    };
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static int bug(Throwable e, PrintStream err, LastWords lastWords) {
    err.println("sockdiff: this is a bug in sockdiff; please report it with the script");
    e.printStackTrace(err);
    lastWords.say(e.toString());
    return ExitCode.INCONCLUSIVE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: " + commands(spec));
  }

  private static String commands(CommandSpec spec) {
    return spec.subcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  /** Says what is wrong with the arguments, and not all that would be right. */
  private static final class Misuse implements IParameterExceptionHandler {
    private final LastWords lastWords;

    Misuse(LastWords lastWords) {
      this.lastWords = lastWords;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
      CommandLine command = e.getCommandLine();
      PrintWriter err = command.getErr();
      err.println("sockdiff: " + message(e));
      lastWords.say(message(e));
      UnmatchedArgumentException.printSuggestions(e, err);
      err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      return ExitCode.BAD_USAGE;
    }

    private static String message(ParameterException e) {
      CommandSpec spec = e.getCommandLine().getCommandSpec();
      if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
        String first = unmatched.getUnmatched().get(0);
        return spec.subcommands().isEmpty()
            ? "one argument too many: '" + first + "'"
            : "unknown command '" + first + "'; commands are " + commands(spec);
      }
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * A class of its own, not a lambda: the class archive cannot hold lambdas of a picocli interface.
   */
  private static final class Failures implements IExecutionExceptionHandler {
    private final PrintStream err;
    private final LastWords lastWords;

    Failures(PrintStream err, LastWords lastWords) {
      this.err = err;
      this.lastWords = lastWords;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
      if (e instanceof ScriptException script) {
        script.errors().forEach(err::println);
        lastWords.say(script.errors().get(0).toString());
        return ExitCode.BAD_USAGE;
      } else if (e instanceof UsageException
          || e instanceof ProfileException
          || e instanceof RecordException) {
        err.println("sockdiff: " + e.getMessage());
        lastWords.say(String.valueOf(e.getMessage()));
        return ExitCode.BAD_USAGE;
      } else if (e instanceof EnvironmentException) {
        err.println("sockdiff: " + e.getMessage());
        lastWords.say(String.valueOf(e.getMessage()));
        return ExitCode.INCONCLUSIVE;
      }
      return bug(e, err, lastWords);
    }
  }
}
