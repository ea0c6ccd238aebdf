// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profiles;
import org.sockdiff.target.RecordWriter;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;

/**
 * A directory where host and guest exchange files. It is deleted when it is closed; one whose
 * process was killed is deleted by the next.
 *
 * @param directory the directory, without a blank in its name: kernel command lines name it
 * @param cache where guest images and kernels are kept
 */
public record Place(Path directory, Path cache, JavaProgram program) implements AutoCloseable {
  private static final String PREFIX = "sockdiff-guest-";

  /** Makes a directory below {@code parent}, and deletes those that dead processes left there. */
  static Place below(Path parent, Path cache, JavaProgram program) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      for (Path left : entries.filter(Place::isLeft).toList()) {
        delete(left);
      }
    }
    return new Place(
        Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-"),
        cache,
        program);
  }

  private static boolean isLeft(Path entry) {
    String name = String.valueOf(entry.getFileName());
    if (!name.matches(PREFIX + "[0-9]+-[0-9]+")) {
      return false;
    }
    long pid = Long.parseLong(name.substring(PREFIX.length(), name.lastIndexOf('-')));
    return ProcessHandle.of(pid).isEmpty();
  }

  /** The cases that the guest shall run: a record in which nothing was seen yet. */
  Path plan() {
    return directory.resolve("plan.ndjson");
  }

  /** Where a guest that sees the directory writes its record. */
  Path record() {
    return directory.resolve("record.ndjson");
  }

  /** Everything that the guest says. */
  Path console() {
    return directory.resolve("console.log");
  }

  /** A directory for the guest's temporary files. */
  Path temporary() throws IOException {
    return Files.createDirectories(directory.resolve("tmp"));
  }

  void plan(List<Program> programs) throws IOException {
    Machine nobody = Machine.TYPICAL;
    RunHeader header =
        new RunHeader(
            RunHeader.SOCKDIFF,
            "plan",
            nobody,
            Profiles.of(nobody),
            java.util.OptionalLong.empty());
    try (RecordWriter writer = RecordWriter.to(Files.newOutputStream(plan()), header)) {
      for (Program program : programs) {
        writer.write(new Recording(program, List.of(), java.util.Optional.empty()));
      }
      writer.finish();
    }
  }

  /** A script in the directory, which may be run. */
  Path script(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  @Override
  public void close() throws IOException {
    delete(directory);
  }

  static void delete(Path top) throws IOException {
    if (!Files.exists(top, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
