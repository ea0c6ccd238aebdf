// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.Golden;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.RecordWriter;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;

/** The table and the comparison, of kernels for which the model stands in. */
final class MatrixCommandTest {
  private static final String PEEK =
      """
      # A peek.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)
      send(tx, "hello", 0)
      recv(rx, 64, MSG_PEEK)
      """;
  private static final String PLAIN = "# Nothing that ever changed.\nclose(-1) = EBADF\n";
  private static final String REFUSED =
      "# What only one kernel was seen to do.\ns = socket(AF_INET, SOCK_DGRAM, 0)\nclose(s)\n";

  @TempDir private Path directory = Path.of("");

  private Path peek = Path.of("");
  private Path plain = Path.of("");
  private Path odd = Path.of("");

  @BeforeEach
  void records() throws IOException {
    peek = trace("peek", PEEK);
    plain = trace("plain", PLAIN);
    odd = trace("odd", REFUSED);
    record("new", "linux-6.18", List.of(peek, plain, odd));
    record("old", "linux-4.9", List.of(peek, plain, odd));
    record("same", "linux-6.18", List.of(peek, plain, odd));
    Path failing = file("strange.ndjson");
    String text = Files.readString(file("old.ndjson"));
    Files.writeString(
        failing,
        text.replaceFirst("(\"call\":\"close\\(s\\)\",)\"ret\":0", "$1\"ret\":-1,\"errno\":\"EIO\"")
            .replaceFirst("\\{\"footer\".*\n", ""));
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private Path trace(String name, String text) throws IOException {
    return Files.writeString(file(name + ".trace"), text);
  }

  private void record(String name, String kernel, List<Path> traces) throws IOException {
    Profile profile = Profiles.named(kernel);
    Machine machine = Machine.TYPICAL;
    RunHeader header =
        new RunHeader("sockdiff", "0.1.0", machine, profile, java.util.OptionalLong.empty());
    try (RecordWriter writer =
        RecordWriter.to(Files.newOutputStream(file(name + ".ndjson")), header)) {
      for (Path trace : traces) {
        writer.write(recorded(profile, machine, trace));
      }
      writer.finish();
    }
  }

  private static Recording recorded(Profile profile, Machine machine, Path trace)
      throws IOException {
    Program program =
        Binder.bind(TraceReader.parse(trace.toString(), Files.readString(trace))).get(0);
    return new ModelTarget(profile, machine).record(program);
  }

  private Ran matrix(String... kernels) {
    String list =
        String.join(",", Stream.of(kernels).map(k -> "record:" + file(k + ".ndjson")).toList());
    return Ran.sockdiff(
            "matrix", "-v", "--kernels", list, peek.toString(), plain.toString(), odd.toString())
        .with(directory, "");
  }

  private Ran compare(String one, String other) {
    return Ran.sockdiff(
            "compare", file(one + ".ndjson").toString(), file(other + ".ndjson").toString())
        .with(directory, "");
  }

  @Test
  void tableShowsRulesFindingsAndWhatIsTheSame() {
    Golden.check(
        Ran.GOLDENS.resolve("matrix.expected"), shortened(matrix("new", "old", "strange")));
  }

  /** The cases' names are the paths of the traces, which differ from run to run. */
  private String shortened(Ran ran) {
    String name = directory.toString().replaceFirst("^/", "") + "/";
    return ran.text().replace(name, "").replaceAll(" {3,}case", "  case").replaceAll(" +\n", "\n");
  }

  @Test
  void comparisonGroupsByRule() {
    Golden.check(Ran.GOLDENS.resolve("compare.expected"), shortened(compare("old", "new")));
  }

  @Test
  void nothingChangedBetweenTwoRunsOfOneKernel() {
    Ran ran = compare("new", "same");

    assertEquals(0, ran.exit(), ran::text);
    assertTrue(ran.out().startsWith("3 of 3 cases are the same on all kernels\n"), ran.out());
  }

  @Test
  void caseThatDiffersFromItselfIsNoDifference() throws IOException {
    // As if what the older kernel did were a repeat on the newer one.
    Files.writeString(
        file("again.ndjson"),
        Files.readString(file("old.ndjson"))
            .replace("linux-4.9", "linux-6.18")
            .replaceFirst("\\{\"footer\".*\n", ""));

    Ran ran =
        Ran.sockdiff(
            "compare",
            file("new.ndjson") + "," + file("again.ndjson"),
            file("same.ndjson").toString());
    assertEquals(1, ran.exit(), ran::text);
    assertTrue(ran.out().contains("flaky"), ran.out());
    assertFalse(ran.out().contains("Differences from"), ran.out());
  }

  @Test
  void casesWithOtherScriptsAreNotCompared() throws IOException {
    trace("peek", PEEK + "recv(rx, 64, 0)\n");
    record("later", "linux-6.18", List.of(peek, plain));

    Ran ran = compare("new", "later");

    assertEquals(1, ran.exit(), ran::text);
    assertTrue(ran.out().contains("the script in the record is another than the first's"));
    assertTrue(ran.out().contains("not in the record"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "matrix --kernels host,host | --kernels names host twice",
        "matrix --kernels , | --kernels names none",
        "matrix --kernels host --repeat 0 | --repeat is 1 to 100, not 0",
        "matrix --kernels host --boots 0 | --boots is 1 to 20, and the limits are seconds, at least 1",
        "compare a.ndjson b.ndjson | a.ndjson:1: cannot read the file: no such file",
        "kernels drop | kernels takes 'list', or 'get' and versions: 5.10 (bullseye), 6.1 (bookworm), 6.12 (trixie), 7 (forky)",
      })
  void wrongUseIsToldOf(String command, String message) {
    Ran ran = Ran.sockdiff(command.split(" "));

    assertEquals(ExitCode.BAD_USAGE, ran.exit(), ran::text);
    assertTrue(ran.err().contains(message), ran.err());
  }
}
