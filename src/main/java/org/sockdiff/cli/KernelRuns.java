// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.sockdiff.check.Column;
import org.sockdiff.kernels.Guest;
import org.sockdiff.kernels.Guests;
import org.sockdiff.kernels.Observer;
import org.sockdiff.kernels.Seen;
import org.sockdiff.op.Program;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.target.RecordWriter;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;

/** Gets what kernels did: by starting them, or from records. */
final class KernelRuns {
  private static final String RECORD = "record:";
  private static final long SECOND = 1_000_000_000;

  private final Observer observer;
  private final Optional<Path> records;
  private final PrintStream err;
  private final LongSupplier clock;

  /**
   * Runs.
   *
   * @param records the directory that keeps the records; empty if they are not wanted
   * @param err for the progress
   */
  KernelRuns(Observer observer, Optional<Path> records, PrintStream err, LongSupplier clock) {
    this.observer = observer;
    this.records = records;
    this.err = err;
    this.clock = clock;
  }

  /**
   * What a kernel did.
   *
   * @param programs the cases
   */
  Column column(String kernel, List<Program> programs, int repeat) {
    if (kernel.startsWith(RECORD)) {
      return RecordedKernel.of(kernel.substring(RECORD.length())).column();
    }
    Guest guest = Guests.named(kernel);
    Optional<RunHeader> header = Optional.empty();
    List<Map<String, Recording>> runs = new ArrayList<>();
    for (int i = 0; i < repeat; i++) {
      long start = clock.getAsLong();
      Seen seen = seen(guest, programs);
      header = header.or(seen::header);
      runs.add(RecordedKernel.byCase(seen.recordings()));
      seen.failures().forEach(failure -> err.println("sockdiff: " + kernel + ": " + failure));
      err.println(
          "sockdiff: "
              + kernel
              + ": "
              + programs.size()
              + " cases in "
              + (clock.getAsLong() - start) / SECOND
              + " s");
      keep(kernel, i, seen);
    }
    return new Column(kernel, header, runs);
  }

  private Seen seen(Guest guest, List<Program> programs) {
    try {
      return observer.observe(guest, programs);
    } catch (EnvironmentException e) {
      return new Seen(
          guest.name(),
          Optional.empty(),
          programs.stream()
              .map(p -> new Recording(p, List.of(), Optional.of("cannot be started: " + first(e))))
              .toList(),
          List.of(String.valueOf(e.getMessage())));
    }
  }

  private static String first(EnvironmentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private void keep(String kernel, int repeat, Seen seen) {
    if (records.isEmpty() || seen.header().isEmpty()) {
      return;
    }
    String name = kernel.replaceAll("[^A-Za-z0-9.-]+", "_") + (repeat == 0 ? "" : "." + repeat);
    try {
      Files.createDirectories(records.get());
      try (RecordWriter writer =
          RecordWriter.to(records.get().resolve(name + ".ndjson"), seen.header().get())) {
        for (Recording recording : seen.recordings()) {
          writer.write(recording);
        }
        writer.finish();
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot keep the record of " + kernel + " in " + records.get() + ": " + Reason.of(e),
          "is the file system full?");
    }
  }
}
