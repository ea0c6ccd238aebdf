// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Only what observes this kernel loads the native library; without it nothing can make a namespace
 * or a socket.
 */
@Timeout(60)
final class JudgeNeedsNoKernelTest {
  private static final Pattern LOADED = Pattern.compile("(\\S+) source: .*");

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "judge RECORD",
        "judge --profile linux-4.9 --format json RECORD",
        "explain TRACE",
        "run --target model TRACE",
        "--help"
      })
  void neitherJnaNorWhatUsesItIsLoaded(String arguments) throws Exception {
    List<String> classes = loadedBy(arguments);

    assertTrue(classes.contains("org.sockdiff.cli.Main"), () -> classes.size() + " classes");
    assertEquals(
        List.of(),
        classes.stream()
            .filter(
                name -> name.startsWith("com.sun.jna.") || name.startsWith("org.sockdiff.sys.jna."))
            .toList());
  }

  @Test
  void whatIsLookedForIsFoundWhereItIsLoaded() throws Exception {
    assertFalse(
        loadedBy("run TRACE").stream()
            .filter(name -> name.startsWith("org.sockdiff.sys.jna."))
            .toList()
            .isEmpty());
  }

  private List<String> loadedBy(String arguments) throws IOException, InterruptedException {
    Path trace = Files.writeString(directory.resolve("t.trace"), "# T.\nclose(-1) = EBADF\n");
    Path log = directory.resolve("classes");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:off",
                "-Xlog:class+load:file=" + log + ":none",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "org.sockdiff.cli.Main"));
    command.addAll(
        List.of(
            arguments.replace("RECORD", Ran.PEEK).replace("TRACE", trace.toString()).split(" ")));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile())
            .start();
    assertTrue(process.waitFor(50, TimeUnit.SECONDS), arguments);
    try (Stream<String> lines = Files.lines(log)) {
      return lines.map(LOADED::matcher).filter(Matcher::matches).map(m -> m.group(1)).toList();
    }
  }
}
