// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sockdiff.Golden;

/** The scripts that parse: one with every construct, and all that are made to be run. */
final class Corpus {
  static final Path EVERYTHING =
      Path.of("src", "test", "resources", "org", "sockdiff", "syntax", "everything.trace");

  private static final Path TRACES = Path.of("traces");
  private static final Path INVALID = TRACES.resolve("invalid");

  private Corpus() {}

  static List<Path> files() {
    List<Path> files = new ArrayList<>();
    files.add(EVERYTHING);
    files.addAll(traces());
    return files;
  }

  /** Those that are made to be run. */
  static List<Path> traces() {
    List<Path> files = new ArrayList<>();
    for (Path file : Golden.files(TRACES, ".trace")) {
      if (!file.startsWith(INVALID)) {
        files.add(file);
      }
    }
    return files;
  }
}
