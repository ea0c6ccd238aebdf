// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** What a command wrote and exited with. */
record CommandRun(int exit, String out, String err) {
  /** Runs a command line. */
  static CommandRun of(String... args) {
    return of(streams -> Main.run(streams, args));
  }

  /** Runs one command with its arguments; exceptions are not caught as the command line does. */
  static CommandRun of(Function<Streams, Object> command, String... args) {
    return of(
        streams ->
            new CommandLine(command.apply(streams))
                .setExecutionExceptionHandler(
                    (e, line, parsed) -> {
                      streams.err().println(e.getMessage());
                      return ExitCode.BAD_USAGE;
                    })
                .execute(args));
  }

  private interface Body {
    int run(Streams streams);
  }

  private static CommandRun of(Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(out, err, Map.of(), false);
    int exit = body.run(streams);
    streams.out().flush();
    return new CommandRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
