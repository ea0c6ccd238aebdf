// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.sockdiff.rule.Machine;
import org.sockdiff.target.RecordWriter;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;

/** The record that a run writes along, if one was asked for. */
record RecordFile(Optional<Path> file, Optional<RecordWriter> writer) implements AutoCloseable {
  static RecordFile to(Optional<Path> file, Machine machine) {
    if (file.isEmpty()) {
      return new RecordFile(file, Optional.empty());
    }
    try {
      return new RecordFile(
          file, Optional.of(RecordWriter.to(file.get(), RunHeader.of(Version.text(), machine))));
    } catch (IOException e) {
      throw cannot(file.get(), e);
    }
  }

  private static UsageException cannot(Path file, IOException e) {
    return new UsageException("cannot write the record " + file + ": " + e.getMessage());
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
      throw cannot(file.orElseThrow(), e);
    }
  }

  void add(Recording recording) {
    write(to -> to.write(recording));
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
