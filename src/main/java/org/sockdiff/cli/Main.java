// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
      return commandLine(streams)
          .setOut(writer(streams.out()))
          .setErr(writer(streams.err()))
          .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
          .setParameterExceptionHandler(new Misuse(lastWords))
          .setExecutionExceptionHandler(new Failures(streams.err(), lastWords))
          .execute(args);
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
    return commandLine(Streams.ofProcess());
  }

  private static CommandLine commandLine(Streams streams) {
    return new CommandLine(new Main())
        .addSubcommand(new RunCommand(streams))
        .addSubcommand(new ExplainCommand(streams))
        .addSubcommand(new JudgeCommand(streams))
        .addSubcommand(new ListCommand(streams))
        .addSubcommand(new RulesCommand(streams))
        .addSubcommand(new FmtCommand(streams, System.in))
        .addSubcommand(new LintCommand(streams))
        .addSubcommand(new DoctorCommand(streams, new LocalSurroundings()));
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
    return String.join(", ", spec.subcommands().keySet());
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
