// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sockdiff.op.Program;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.target.Transcript;

/** Exported files: they compile without a warning, and see what our own run sees. */
final class ExportCommandTest {
  private static final List<String> DIRECTORIES = List.of("traces/udp", "traces/eras");

  @TempDir private Path directory = Path.of("");

  private Path compiled(Path source) throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "gcc"))),
        "there is no gcc: apt-get install gcc libc6-dev");
    Path program = directory.resolve("exported");
    assertEquals(
        "",
        output(0, "gcc", "-Wall", "-Wextra", "-Werror", "-O1", "-o", program + "", source + ""));
    return program;
  }

  private static String output(int exit, String... command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), text);
    assertEquals(exit, process.exitValue(), text);
    return text;
  }

  private Path export(String... words) {
    Path file = directory.resolve("exported.c");
    List<String> command = new ArrayList<>(List.of("export", "--c", "-o", file.toString()));
    command.addAll(List.of(words));
    Ran ran = Ran.sockdiff(command.toArray(String[]::new));
    assertEquals(0, ran.exit(), ran::text);
    return file;
  }

  /** What our own run sees of each exported case, in the words of an exported file. */
  private static String ownRun(List<String> names) {
    List<String> lines = new ArrayList<>();
    try (LiveKernel kernel = LiveKernel.open(1, 1000)) {
      for (Program program : Suite.read(TraceFiles.under(DIRECTORIES))) {
        if (!names.contains(program.id())) {
          continue;
        }
        Map<Integer, String> seen = Transcript.of(kernel.record(program));
        for (Program.Action action : program.actions()) {
          Program.Do made = (Program.Do) action;
          lines.add(
              "# line "
                  + made.location().line()
                  + ": "
                  + made.call()
                  + " -> "
                  + seen.getOrDefault(action.index(), ""));
        }
        lines.add("ok " + (names.indexOf(program.id()) + 1) + " " + program.id());
      }
    } catch (EnvironmentException e) {
      return abort(String.valueOf(e.getMessage()));
    }
    return withoutHosts(String.join("\n", lines));
  }

  /**
   * The run asks for a socket's address when its port is chosen, an exported file after each call
   * that may change it: so the one knows the host behind a name where the other does not.
   */
  private static String withoutHosts(String text) {
    return text.replaceAll("(127\\.0\\.0\\.\\d+|\\[[0-9a-f:.]*]):([a-z]\\w*)", "$2");
  }

  @Test
  @Tag("kernel")
  @Timeout(300)
  void exportedFilesSeeWhatOurOwnRunSees() throws IOException, InterruptedException {
    Path program = compiled(export(DIRECTORIES.toArray(String[]::new)));

    String printed = output(0, program.toString(), "-v");

    List<String> names =
        printed.lines().filter(l -> l.startsWith("ok ")).map(l -> l.split(" ", 3)[2]).toList();
    assertTrue(names.size() > 250, () -> names.size() + " cases");
    assertIterableEquals(
        ownRun(names).lines().toList(),
        withoutHosts(printed)
            .lines()
            .filter(line -> line.startsWith("ok ") || line.startsWith("# line "))
            .toList());
    assertTrue(printed.startsWith("TAP version 13\n1.." + names.size() + "\n"), printed);
  }

  @Test
  @Tag("kernel")
  void anotherKernelsBehaviourFails() throws IOException, InterruptedException {
    Path trace = Path.of("traces/udp/peek-leaves-datagram-queued.trace");
    Path program = compiled(export("--profile", "linux-4.9", trace.toString()));

    String printed = output(1, program.toString());

    assumeTrue(!printed.contains("# SKIP"), printed);
    assertEquals(
        """
        TAP version 13
        1..1
        # line 8: recv(rx, 64, MSG_PEEK)
        #   observed = "hello"
        #   expected = "hello"; { Udp.InDatagrams +1 }
        """,
        printed.substring(0, printed.indexOf("# line 11")));
    assertTrue(printed.contains("\nnot ok 1 udp/peek-leaves-datagram-queued\n"), printed);
    assertTrue(
        printed.endsWith("# Totals: pass:0 fail:1 xfail:0 xpass:0 skip:0 error:0\n"), printed);
  }

  @Test
  void whatCannotBeExportedIsToldOf() {
    Ran ran = Ran.sockdiff("export", "--c", "traces/threads/peeker-uses-up-the-wake-up.trace");

    assertEquals(ExitCode.BAD_USAGE, ran.exit());
    assertTrue(
        ran.err().contains("peeker-uses-up-the-wake-up.trace cannot be exported: it has threads"),
        ran.err());
  }
}
