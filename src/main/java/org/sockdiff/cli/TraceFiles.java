// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The trace files that the paths of a command line stand for. */
final class TraceFiles {
  private static final String ENDING = ".trace";
  private static final Pattern PLACE = Pattern.compile("(.+?)(:[0-9]+){1,2}:?");

  /** Scripts that are wrong on purpose: a run of a directory leaves them out. */
  private static final String INVALID = "invalid";

  private static final String DEFAULT = "traces";

  private TraceFiles() {}

  /**
   * Files as they are; directories with all the trace files below them, in order of their paths.
   *
   * @throws UsageException if one does not exist or cannot be read, or a directory has no trace
   *     file
   */
  static List<Path> under(List<String> paths) {
    List<Path> files = new ArrayList<>();
    for (String text : paths) {
      Path path = path(text);
      if (Files.notExists(path)) {
        throw new UsageException("no such file or directory: '" + text + "'");
      }
      if (Files.isDirectory(path)) {
        files.addAll(inDirectory(path));
      } else {
        files.add(path);
      }
    }
    return files.stream().distinct().toList();
  }

  /**
   * The same, of {@code traces/} if there are no paths.
   *
   * @throws UsageException also if there is no such directory
   */
  static List<Path> underOrDefault(List<String> paths) {
    if (!paths.isEmpty()) {
      return under(paths);
    }
    if (!Files.isDirectory(Path.of(DEFAULT))) {
      throw new UsageException("there is no traces/ here: name a trace file or a directory");
    }
    return under(List.of(DEFAULT));
  }

  /** {@code FILE:LINE} and {@code FILE:LINE:COLUMN}, as reports print them, are the file. */
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new UsageException("a path is empty: ''");
    }
    try {
      Path whole = Path.of(text);
      Matcher place = PLACE.matcher(text);
      return place.matches() && !Files.exists(whole) ? Path.of(place.group(1)) : whole;
    } catch (InvalidPathException e) {
      throw new UsageException("not a path: '" + text + "'");
    }
  }

  private static List<Path> inDirectory(Path named) {
    Path directory = named.equals(Path.of(".")) ? Path.of("") : named;
    TreeSet<Path> found = new TreeSet<>();
    try (Stream<Path> below = Files.walk(directory)) {
      below
          .filter(path -> path.toString().endsWith(ENDING) && Files.isRegularFile(path))
          .filter(path -> !isInvalidOnPurpose(directory.relativize(path)))
          .forEach(found::add);
    } catch (IOException | UncheckedIOException e) {
      throw new UsageException("cannot read " + shown(directory) + ": " + Reason.of(e));
    }
    if (found.isEmpty()) {
      throw new UsageException("no " + ENDING + " file in " + shown(directory));
    }
    return List.copyOf(found);
  }

  private static boolean isInvalidOnPurpose(Path relative) {
    for (Path part : relative) {
      if (part.toString().equals(INVALID)) {
        return true;
      }
    }
    return false;
  }

  private static String shown(Path directory) {
    return directory.toString().isEmpty() ? "." : directory.toString();
  }
}
