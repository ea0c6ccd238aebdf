// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How sockdiff itself is started.
 *
 * @param home the directory of the Java that runs it
 * @param classPath its jar, or in tests the directories and jars that it is made of
 */
public record JavaProgram(Path home, List<Path> classPath) {
  private static final String MAIN = "org.sockdiff.cli.Main";

  /** For what runs a minute at most, on a slow machine: one compiler, no files in /tmp. */
  private static final List<String> FLAGS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xmx512m");

  public JavaProgram {
    classPath = List.copyOf(classPath);
  }

  /** The Java and the class path that this process runs with. */
  public static JavaProgram running() {
    List<Path> entries = new ArrayList<>();
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    for (String entry : own.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        entries.add(Path.of(entry).toAbsolutePath());
      }
    }
    return new JavaProgram(Path.of(System.getProperty("java.home", "")), entries);
  }

  /** The command that records, where the same files can be seen. */
  List<String> guest(int jobs, Path temporary) {
    return guest(home.resolve("bin/java").toString(), joined(classPath), jobs, temporary);
  }

  /** The command that records, where Java and the class path are somewhere else. */
  static List<String> guest(String java, String classPath, int jobs, Path temporary) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(FLAGS);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Djna.tmpdir=" + temporary);
    command.addAll(List.of("-cp", classPath, MAIN, "guest", "--jobs", String.valueOf(jobs)));
    return command;
  }

  private static String joined(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
