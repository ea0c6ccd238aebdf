// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FmtCommandTest {
  private static final String LOOSE = "# t\nclose(rx)=0\n";
  private static final String TIDY = "# t\nclose(rx)                               = 0\n";

  @TempDir private Path directory = Path.of("");

  @Test
  void printsOneFile() throws IOException {
    Path file = write("a.trace", LOOSE);

    CommandRun run = CommandRun.of("fmt", file.toString());

    assertEquals(new CommandRun(0, TIDY, ""), run);
    assertEquals(LOOSE, Files.readString(file));
  }

  @Test
  void readsTheStandardInput() {
    CommandRun run = onInput("close( rx )", "-");

    assertEquals(new CommandRun(0, "close(rx)\n", ""), run);
  }

  @Test
  void checkPrintsTheDifferenceAndExits1() throws IOException {
    Path loose = write("a.trace", LOOSE);
    write("b.trace", TIDY);

    CommandRun run = CommandRun.of("fmt", "--check", directory.toString());

    assertEquals(
        """
        --- %1$s
        +++ %1$s
        @@ -1,2 +1,2 @@
         # t
        -close(rx)=0
        +close(rx)                               = 0
        """
            .formatted(loose),
        run.out());
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("1 file is not laid out"), run.err());
    assertEquals(LOOSE, Files.readString(loose));
  }

  @Test
  void missingEndOfTheLastLineIsADifference() {
    CommandRun run = onInput("close(rx)", "--check", "-");

    assertEquals(
        """
        --- <stdin>
        +++ <stdin>
        @@ -1,1 +1,1 @@
        -close(rx)
        \\ No newline at end of file
        +close(rx)
        """,
        run.out());
  }

  @Test
  void checkIsQuietIfNothingWouldChange() throws IOException {
    Path file = write("a.trace", TIDY);

    assertEquals(new CommandRun(0, "", ""), CommandRun.of("fmt", "--check", file.toString()));
  }

  @Test
  void rewritesKeepTheMode() throws IOException {
    Path file = write("a.trace", LOOSE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));

    CommandRun run = CommandRun.of("fmt", "-w", directory.toString());

    assertEquals(new CommandRun(0, file + "\n", ""), run);
    assertEquals(TIDY, Files.readString(file));
    assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of(file), files());
  }

  @Test
  void rewritesWhatALinkPointsTo() throws IOException {
    Path file = write("a.trace", LOOSE);
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("a.trace"));

    CommandRun.of("fmt", "-w", link.toString());

    assertEquals(TIDY, Files.readString(file));
    assertTrue(Files.isSymbolicLink(link) && Files.exists(link, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void oneBadFileDoesNotKeepTheOthersFromBeingRewritten() throws IOException {
    Path bad = write("a.trace", "close(\n");
    Path good = write("b.trace", LOOSE);

    CommandRun run = CommandRun.of("fmt", "-w", directory.toString());

    assertEquals(2, run.exit());
    assertEquals(good + "\n", run.out());
    assertTrue(run.err().startsWith(bad + ":1:7: "), run.err());
  }

  @Test
  void severalFilesAreNotPrinted() throws IOException {
    write("a.trace", LOOSE);

    CommandRun run = CommandRun.of("fmt", directory.toString());

    assertEquals(
        new CommandRun(
            2, "", "sockdiff: only one file is printed: add -w to rewrite, --check to compare\n"),
        run);
  }

  @Test
  void standardInputCannotBeRewritten() {
    CommandRun run = onInput(LOOSE, "-w", "-");

    assertEquals(2, run.exit());
    assertEquals("", run.out());
  }

  private static CommandRun onInput(String text, String... args) {
    return CommandRun.of(
        streams -> new FmtCommand(streams, new ByteArrayInputStream(text.getBytes(UTF_8))), args);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
