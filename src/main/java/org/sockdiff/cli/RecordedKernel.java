// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sockdiff.check.Column;
import org.sockdiff.op.Program;
import org.sockdiff.target.RecordException;
import org.sockdiff.target.RecordReader;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunRecord;

/**
 * A kernel of which there are records.
 *
 * @param name that of the first record's file, without directory and ending
 * @param records of the same kernel, at least one
 */
record RecordedKernel(String name, List<RunRecord> records) {
  RecordedKernel {
    records = List.copyOf(records);
  }

  /**
   * Reads records.
   *
   * @param files one, or several of the same kernel parted by commas
   * @throws UsageException if one cannot be read, or is of another kernel
   */
  static RecordedKernel of(String files) {
    List<Path> paths = Arrays.stream(files.split(",", -1)).map(Path::of).toList();
    List<RunRecord> records = new ArrayList<>();
    for (Path path : paths) {
      RunRecord record = read(path);
      if (!records.isEmpty() && !kernel(record).equals(kernel(records.get(0)))) {
        throw new UsageException(
            path + " is of " + kernel(record) + ", not of " + kernel(records.get(0)));
      }
      records.add(record);
    }
    String name = String.valueOf(paths.get(0).getFileName());
    return new RecordedKernel(name.replaceFirst("\\.ndjson(\\.gz)?$", ""), records);
  }

  private static RunRecord read(Path path) {
    try {
      return RecordReader.readAll(path);
    } catch (RecordException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static String kernel(RunRecord record) {
    return record.header().machine().release();
  }

  Column column() {
    return new Column(
        name,
        Optional.of(records.get(0).header()),
        records.stream().map(record -> byCase(record.recordings())).toList());
  }

  /** The cases of the records, each once, in their order. */
  List<Program> programs() {
    Map<String, Program> programs = new LinkedHashMap<>();
    for (RunRecord record : records) {
      for (Recording recording : record.recordings()) {
        programs.putIfAbsent(recording.program().id(), recording.program());
      }
    }
    return List.copyOf(programs.values());
  }

  static Map<String, Recording> byCase(List<Recording> recordings) {
    Map<String, Recording> byCase = new LinkedHashMap<>();
    recordings.forEach(recording -> byCase.put(recording.program().id(), recording));
    return byCase;
  }
}
