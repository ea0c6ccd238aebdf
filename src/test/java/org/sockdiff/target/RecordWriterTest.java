// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockdiff.op.Program;

class RecordWriterTest {
  private static final Program PROGRAM = Records.program(Records.SCRIPT);

  @TempDir Path directory;

  @Test
  void aFileHasItsNameOnlyWhenItIsFinished() throws IOException {
    Path file = directory.resolve("run.ndjson");
    try (RecordWriter writer = RecordWriter.to(file, Records.HEADER)) {
      writer.write(Records.run(PROGRAM));
      assertFalse(Files.exists(file));
      writer.finish();
    }

    assertEquals(List.of(file), files());
    assertEquals(Records.written(Records.run(PROGRAM)), Files.readString(file));
    assertFalse(RecordReader.readAll(file).partial());
  }

  @Test
  void finishingReplacesAnOlderFile() throws IOException {
    Path file = Files.writeString(directory.resolve("run.ndjson"), "old");
    try (RecordWriter writer = RecordWriter.to(file, Records.HEADER)) {
      writer.finish();
    }

    assertEquals(List.of(), RecordReader.readAll(file).recordings());
  }

  @Test
  void whatIsNotFinishedCanBeReadUnderItsTemporaryName() throws IOException {
    Path file = directory.resolve("run.ndjson");
    try (RecordWriter writer = RecordWriter.to(file, Records.HEADER)) {
      writer.write(Records.run(PROGRAM));
    }

    assertEquals(1, files().size());
    Path partial = files().get(0);
    assertTrue(partial.getFileName().toString().endsWith(".partial"), partial.toString());
    RunRecord read = RecordReader.readAll(partial);
    assertTrue(read.partial());
    assertEquals(Records.run(PROGRAM).events(), read.recordings().get(0).events());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void nothingCanBeWrittenBehindTheFooter() throws IOException {
    RecordWriter writer = RecordWriter.to(new ByteArrayOutputStream(), Records.HEADER);
    writer.finish();

    assertThrows(IllegalStateException.class, () -> writer.write(Records.run(PROGRAM)));
    assertThrows(IllegalStateException.class, writer::finish);
  }

  @Test
  void textStandsAsTextAndOtherDataInHexadecimal() {
    String record = Records.written(Records.run(PROGRAM));

    assertTrue(record.contains("\"ret\":5,\"data\":\"hello\""), record);
    assertTrue(record.contains("\"ret\":2,\"hex\":\"00ff\""), record);
  }
}
