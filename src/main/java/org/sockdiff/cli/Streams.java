// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sockdiff.report.Style;

/**
 * Where a command writes. Standard output is buffered, in UTF-8, and remembers what a print stream
 * forgets: why something could not be written.
 */
final class Streams {
  private final Remembering sink;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final boolean terminal;
  private final boolean rewritesErr;

  /**
   * Streams.
   *
   * @param environment the process's, which says whether colours are wanted
   * @param terminal whether {@code out} is one
   */
  Streams(OutputStream out, OutputStream err, Map<String, String> environment, boolean terminal) {
    this(out, err, environment, terminal, false);
  }

  private Streams(
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      boolean terminal,
      boolean errTerminal) {
    this.sink = new Remembering(out);
    this.out =
        new PrintStream(new BufferedOutputStream(sink, 1 << 16), false, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.environment = Map.copyOf(environment);
    this.terminal = terminal;
    this.rewritesErr =
        errTerminal && !isCi() && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Those of this process. */
  static Streams ofProcess() {
    return new Streams(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.getenv(),
        isTerminal("1"),
        isTerminal("2"));
  }

  /**
   * Whether a descriptor of this process is a terminal; no JVM call tells that of one stream alone.
   */
  private static boolean isTerminal(String descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd", descriptor)).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether CI is set in the environment: nobody is there who would look. */
  boolean isCi() {
    return !environment.getOrDefault("CI", "").isEmpty();
  }

  /** For the results. */
  PrintStream out() {
    return out;
  }

  /** For everything else. */
  PrintStream err() {
    return err;
  }

  /** Whether {@link #err} is a terminal with somebody at it, where a line can be written over. */
  boolean rewritesErr() {
    return rewritesErr;
  }

  /** The style of what {@link #out} gets, {@code wanted} being always, never or auto. */
  Style style(String wanted) {
    return Style.of(wanted, environment, terminal);
  }

  /**
   * Writes what is still buffered, and says why not everything could be written; empty if it could,
   * or if whoever read it wanted no more.
   */
  Optional<String> lost() {
    out.flush();
    return sink.failure.filter(failure -> !failure.equals("Broken pipe"));
  }

  /** Remembers its first failure. */
  private static final class Remembering extends FilterOutputStream {
    private Optional<String> failure = Optional.empty();

    Remembering(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      try {
        out.write(bytes, start, length);
      } catch (IOException e) {
        if (failure.isEmpty()) {
          failure = Optional.of(String.valueOf(e.getMessage()));
        }
        throw e;
      }
    }
  }
}
