// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class FmtCommandTest {
  private static final String LOOSE = "# t\nclose(rx)=0\n";
  private static final String TIDY = "# t\nclose(rx)                               = 0\n";

  @TempDir private Path directory = Path.of("");

  @Test
  void printsOneFile() throws IOException {
    Path file = write("a.trace", LOOSE);

    Ran run = Ran.sockdiff("fmt", file.toString());

    assertEquals(new Ran(0, TIDY, ""), run);
    assertEquals(LOOSE, Files.readString(file));
  }

  @Test
  void readsTheStandardInput() {
    Ran run = onInput("close( rx )", "-");

    assertEquals(new Ran(0, "close(rx)\n", ""), run);
  }

  @Test
  void checkPrintsTheDifferenceAndExits1() throws IOException {
    Path loose = write("a.trace", LOOSE);
    write("b.trace", TIDY);

    Ran run = Ran.sockdiff("fmt", "--check", directory.toString());

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
    Ran run = onInput("close(rx)", "--check", "-");

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

    assertEquals(new Ran(0, "", ""), Ran.sockdiff("fmt", "--check", file.toString()));
  }

  @Test
  void rewritesKeepTheMode() throws IOException {
    Path file = write("a.trace", LOOSE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));

    Ran run = Ran.sockdiff("fmt", "-w", directory.toString());

    assertEquals(new Ran(0, file + "\n", ""), run);
    assertEquals(TIDY, Files.readString(file));
    assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of(file), files());
  }

  @Test
  void rewritesWhatALinkPointsTo() throws IOException {
    Path file = write("a.trace", LOOSE);
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("a.trace"));

    Ran.sockdiff("fmt", "-w", link.toString());

    assertEquals(TIDY, Files.readString(file));
    assertTrue(Files.isSymbolicLink(link) && Files.exists(link, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void oneBadFileDoesNotKeepTheOthersFromBeingRewritten() throws IOException {
    Path bad = write("a.trace", "close(\n");
    Path good = write("b.trace", LOOSE);

    Ran run = Ran.sockdiff("fmt", "-w", directory.toString());

    assertEquals(2, run.exit());
    assertEquals(good + "\n", run.out());
    assertTrue(run.err().startsWith(bad + ":1:7: "), run.err());
  }

  @Test
  void severalFilesAreNotPrinted() throws IOException {
    write("a.trace", LOOSE);

    Ran run = Ran.sockdiff("fmt", directory.toString());

    assertEquals(
        new Ran(
            2, "", "sockdiff: only one file is printed: add -w to rewrite, --check to compare\n"),
        run);
  }

  @Test
  void standardInputCannotBeRewritten() {
    Ran run = onInput(LOOSE, "-w", "-");

    assertEquals(2, run.exit());
    assertEquals("", run.out());
  }

  private static Ran onInput(String text, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(out, err, Map.of(), false);
    FmtCommand command = new FmtCommand(streams, new ByteArrayInputStream(text.getBytes(UTF_8)));
    int exit =
        new CommandLine(command)
            .setExecutionExceptionHandler((e, line, parsed) -> ExitCode.BAD_USAGE)
            .execute(args);
    streams.out().flush();
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
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
