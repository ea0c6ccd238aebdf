// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that paths of a command line stand for. */
final class TraceFilesTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void directoryStandsForTheTracesBelowItInTheirOrder() throws IOException {
    touch("b.trace", "a/c.trace", "a/b.trace", "a/notes.md", "c.trace.swp");

    assertEquals(List.of("a/b.trace", "a/c.trace", "b.trace"), under(""));
  }

  @Test
  void scriptsThatAreWrongOnPurposeAreLeftOut() throws IOException {
    touch("a.trace", "invalid/b.trace", "deep/invalid/c.trace");

    assertEquals(List.of("a.trace"), under(""));
  }

  @Test
  void directoryOfWrongScriptsMayBeAskedFor() throws IOException {
    touch("invalid/b.trace");

    assertEquals(List.of("invalid/b.trace"), under("invalid"));
  }

  @Test
  void filesKeepTheirOrderAndComeOnce() throws IOException {
    touch("a.trace", "b.trace", "c.txt");

    assertEquals(
        List.of("c.txt", "b.trace", "a.trace"), under("c.txt", "b.trace", "c.txt", "a.trace", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.trace:12", "a.trace:12:3", "a.trace:12:3:"})
  void placeInAFileIsTheFile(String place) throws IOException {
    touch("a.trace");

    assertEquals(List.of("a.trace"), under(place));
  }

  @Test
  void fileWhoseNameLooksLikeAPlaceIsItself() throws IOException {
    touch("a:12");

    assertEquals(List.of("a:12"), under("a:12"));
  }

  @Test
  void currentDirectoryIsNotPartOfTheNames() {
    List<Path> files = TraceFiles.under(List.of("."));

    assertEquals(List.of(), files.stream().filter(file -> file.startsWith(".")).toList());
  }

  @Test
  void directoryWithoutTracesIsRefused() {
    assertEquals("no .trace file in " + directory, refusal(directory.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.trace", "no.trace:", "no.trace:7"})
  void whatDoesNotExistIsRefused(String path) {
    assertEquals("no such file or directory: '" + path + "'", refusal(path));
  }

  @Test
  void emptyPathIsRefused() {
    assertEquals("a path is empty: ''", refusal(""));
  }

  @Test
  void whatIsNoPathIsRefused() {
    assertEquals("not a path: 'a\0b'", refusal("a\0b"));
  }

  private static String refusal(String path) {
    UsageException e = assertThrows(UsageException.class, () -> TraceFiles.under(List.of(path)));
    return String.valueOf(e.getMessage());
  }

  private List<String> under(String... names) {
    List<String> paths = Stream.of(names).map(name -> directory + "/" + name).toList();
    return TraceFiles.under(paths).stream()
        .map(file -> directory.relativize(file).toString())
        .toList();
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(directory.resolve(name).resolveSibling(""));
      Files.writeString(directory.resolve(name), "");
    }
  }
}
