// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.sockdiff.rule.ProfileException;
import org.sockdiff.script.ScriptException;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.target.RecordException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

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
    subcommands = {RunCommand.class, ExplainCommand.class, JudgeCommand.class},
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

  static int run(Streams streams, String... args) {
    int code =
        new CommandLine(new Main())
            .addSubcommand(new FmtCommand(streams, System.in))
            .addSubcommand(new ListCommand(streams))
            .addSubcommand(new LintCommand(streams))
            .setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
            .setExecutionExceptionHandler(new Failures(streams.err()))
            .execute(args);
    streams.out().flush();
    return code;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /**
   * A class of its own, not a lambda: the class archive cannot hold lambdas of a picocli interface.
   */
  private static final class Failures implements IExecutionExceptionHandler {
    private final PrintStream err;

    Failures(PrintStream err) {
      this.err = err;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
      if (e instanceof ScriptException script) {
        script.errors().forEach(err::println);
        return ExitCode.BAD_USAGE;
      } else if (e instanceof UsageException
          || e instanceof ProfileException
          || e instanceof RecordException) {
        err.println("sockdiff: " + e.getMessage());
        return ExitCode.BAD_USAGE;
      } else if (e instanceof EnvironmentException) {
        err.println("sockdiff: " + e.getMessage());
        return ExitCode.INCONCLUSIVE;
      }
      err.println("sockdiff: this is a bug in sockdiff; please report it with the script");
      e.printStackTrace(err);
      return ExitCode.INCONCLUSIVE;
    }
  }
}
