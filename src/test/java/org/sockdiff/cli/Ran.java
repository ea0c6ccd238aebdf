// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** What a command wrote and exited with, when it was run in this process. */
record Ran(int exit, String out, String err) {
  static final Path RECORDS = Path.of("src", "test", "resources", "records");
  static final Path GOLDENS = Path.of("src", "test", "resources", "org", "sockdiff", "cli");

  /** A record of one trace, which conforms. */
  static final String PEEK = RECORDS.resolve("linux-6.18-peek.ndjson").toString();

  /** A record with a trace for every verdict; one of them is for kernels from 4.10 on. */
  static final String VERDICTS = RECORDS.resolve("linux-6.18-verdicts.ndjson").toString();

  /** Runs a command without a terminal. */
  static Ran sockdiff(String... arguments) {
    return with(Map.of(), arguments);
  }

  /** The same in an environment. */
  static Ran with(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(new Streams(out, err, environment, false), arguments);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** All of it as one text, for goldens. */
  String text() {
    return out + (err.isEmpty() ? "" : "--- standard error\n" + err) + "--- exit " + exit + "\n";
  }

  /** The same with a path replaced by what it stands for. */
  Ran with(Path path, String name) {
    String prefix = path + "/";
    return new Ran(exit, out.replace(prefix, name), err.replace(prefix, name));
  }
}
