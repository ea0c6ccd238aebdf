// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sockdiff.rule.Machine;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.target.RecordWriter;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;

/** The record that a run writes along, if one was asked for. */
record RecordFile(Optional<Path> file, Optional<RecordWriter> writer) implements AutoCloseable {
  /** Refuses what cannot become a record, before anything is run. */
  static void check(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (file.toString().isEmpty() || Files.isDirectory(file)) {
      throw cannot(file, "it is a directory");
    } else if (directory != null && !Files.isDirectory(directory)) {
      throw cannot(file, "there is no directory " + directory);
    }
  }

  static RecordFile to(Optional<Path> file, Machine machine) {
    if (file.isEmpty()) {
      return new RecordFile(file, Optional.empty());
    }
    try {
      RecordWriter writer = writer(file.get(), RunHeader.of(Version.text(), machine));
      writer.flush();
      return new RecordFile(file, Optional.of(writer));
    } catch (IOException e) {
      throw cannot(file.get(), Reason.of(e));
    }
  }

  /**
   * What is no file yet, or a regular one, gets its name when the record is whole; a pipe or a
   * device is written to, and must not be replaced.
   */
  private static RecordWriter writer(Path file, RunHeader header) throws IOException {
    if (!Files.exists(file)) {
      return RecordWriter.to(file, header);
    }
    return Files.isRegularFile(file)
        ? RecordWriter.to(file.toRealPath(), header)
        : RecordWriter.to(Files.newOutputStream(file), header);
  }

  private static UsageException cannot(Path file, String why) {
    return new UsageException("cannot write the record '" + file + "': " + why);
  }

  /** Something that is done with the writer. */
  private interface Writing {
    void on(RecordWriter writer) throws IOException;
  }

  private void write(Writing writing) {
    try {
      if (writer.isPresent()) {
        writing.on(writer.get());
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write on in the record '" + file.orElseThrow() + "': " + Reason.of(e),
          "what was judged up to there is not lost, the record is");
    }
  }

  /** Each case is handed over at once: a run that is stopped leaves what it saw. */
  void add(Recording recording) {
    write(
        to -> {
          to.write(recording);
          to.flush();
        });
  }

  /** The run is complete. */
  void finish() {
    write(RecordWriter::finish);
  }

  @Override
  public void close() {
    write(RecordWriter::close);
  }
}
