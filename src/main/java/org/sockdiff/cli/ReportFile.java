// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.sockdiff.report.Format;
import org.sockdiff.report.Report;
import org.sockdiff.report.Style;
import org.sockdiff.sys.EnvironmentException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A report that goes to a file, under the name {@code NAME.PID.partial} until it is whole. A pipe
 * or a device is written to, and not replaced.
 */
final class ReportFile implements AutoCloseable {
  private final Wanted wanted;
  private final Path file;
  private final Optional<Path> temporary;
  private final Remembering sink;
  private final PrintStream out;
  private final Report report;

  private ReportFile(Wanted wanted, Path file, Optional<Path> temporary, boolean verbose)
      throws IOException {
    this.wanted = wanted;
    this.file = file;
    this.temporary = temporary;
    this.sink =
        new Remembering(
            temporary.isPresent()
                ? Files.newOutputStream(temporary.get())
                : Files.newOutputStream(file, StandardOpenOption.APPEND));
    this.out =
        new PrintStream(new BufferedOutputStream(sink, 1 << 16), false, StandardCharsets.UTF_8);
    this.report = wanted.format().to(out, Style.PLAIN, verbose);
  }

  /** A report that was asked for. */
  record Wanted(Format format, Path file) {
    /**
     * Opens it, before anything is run.
     *
     * @throws UsageException if it cannot be written
     */
    ReportFile open(boolean verbose) {
      try {
        if (isStream()) {
          return new ReportFile(this, file, Optional.empty(), verbose);
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        return new ReportFile(this, target, Optional.of(partial(target)), verbose);
      } catch (IOException e) {
        throw cannot(Reason.of(e));
      }
    }

    /** A pipe, a device, or what a name like {@code /dev/stderr} stands for, be it a file. */
    private boolean isStream() {
      Path whole = file.toAbsolutePath();
      return Files.exists(file)
          && !Files.isDirectory(file)
          && (!Files.isRegularFile(file) || whole.startsWith("/dev") || whole.startsWith("/proc"));
    }

    private Path partial(Path target) {
      Path directory = target.getParent();
      Path name = target.getFileName();
      if (name == null || directory == null || Files.isDirectory(target)) {
        throw cannot("it is a directory");
      } else if (!Files.isDirectory(directory)) {
        throw cannot("there is no directory " + directory);
      }
      return directory.resolve(name + "." + ProcessHandle.current().pid() + ".partial");
    }

    private UsageException cannot(String why) {
      return new UsageException("cannot write the report '" + file + "': " + why);
    }
  }

  /** Reads {@code junit=results.xml}. */
  static final class WantedConverter implements ITypeConverter<Wanted> {
    @Override
    public Wanted convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 0 || equals == text.length() - 1) {
        throw new TypeConversionException("expected FORMAT=FILE, not '" + text + "'");
      }
      Format format = new OutputOptions.FormatConverter().convert(text.substring(0, equals));
      try {
        return new Wanted(format, Path.of(text.substring(equals + 1)));
      } catch (InvalidPathException e) {
        throw new TypeConversionException("not a path: '" + text.substring(equals + 1) + "'");
      }
    }
  }

  Report report() {
    return report;
  }

  /** The report is whole: gives the file its name. */
  void finish() {
    out.close();
    try {
      if (sink.failure.isPresent()) {
        throw sink.failure.get();
      }
      if (temporary.isPresent()) {
        Files.move(
            temporary.get(),
            file,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write the report '" + wanted.file() + "': " + Reason.of(e),
          "the other results are whole");
    }
  }

  /** A report that was not finished leaves nothing behind. */
  @Override
  public void close() {
    out.close();
    try {
      if (temporary.isPresent()) {
        Files.deleteIfExists(temporary.get());
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot delete '" + temporary.get() + "': " + Reason.of(e), "it can go");
    }
  }

  /** Remembers its first failure, which a print stream forgets. */
  private static final class Remembering extends FilterOutputStream {
    private Optional<IOException> failure = Optional.empty();

    Remembering(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      try {
        out.write(bytes, start, length);
      } catch (IOException e) {
        failure = failure.or(() -> Optional.of(e));
        throw e;
      }
    }
  }
}
