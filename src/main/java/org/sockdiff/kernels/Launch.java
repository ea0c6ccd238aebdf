// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One way to start a guest.
 *
 * @param command the program and its arguments
 * @param input what it reads as its standard input; nothing if empty
 * @param output where its standard output goes: the console, or the record
 * @param record where the record will be; what follows its first zero byte is no part of it
 * @param disk the size of the record's file if it is a disk, in bytes; else 0
 * @param contained whether it starts in a process namespace of its own, so that its end is the end
 *     of all that it started
 * @param hopeless a text on the console that says that it will not come to anything; empty if none
 */
record Launch(
    List<String> command,
    Optional<Path> input,
    Path output,
    Path record,
    long disk,
    boolean contained,
    String hopeless) {
  Launch {
    command = List.copyOf(command);
  }

  /** Takes away the record of another boot. */
  void clear() throws IOException {
    Files.deleteIfExists(record);
    if (disk > 0) {
      try (RandomAccessFile file = new RandomAccessFile(record.toFile(), "rw")) {
        file.setLength(disk);
      }
    }
  }
}
