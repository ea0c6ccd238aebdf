// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.Golden;

/** The command judge, on records of Linux 6.18. */
final class JudgeCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory = Path.of("");

  @Test
  void recordConformsAsTheKernelThatItWasMadeOn() {
    assertEquals(
        new Ran(
            0,
            """
            conforms     peek
            1 conforms (1 case, linux-6.18.44 against the model as linux-6.18.44)
            """,
            ""),
        Ran.sockdiff("judge", Ran.PEEK));
  }

  @ParameterizedTest
  @CsvSource({
    "never, linux-6.18, verdicts-6.18",
    "never, linux-4.9, verdicts-4.9",
    "always, linux-4.9, verdicts-4.9-coloured",
    "never, gvisor-20221219, verdicts-gvisor",
  })
  void everyVerdictIsToldOnTheConsole(String color, String profile, String golden) {
    Ran ran = Ran.sockdiff("judge", "--color", color, "--profile", profile, Ran.VERDICTS);

    Golden.check(Ran.GOLDENS.resolve(golden + ".expected"), ran.text());
  }

  @Test
  void coloursAreAllThatAColouredReportAdds() {
    Ran plain = Ran.sockdiff("judge", "--profile=linux-4.9", Ran.VERDICTS);
    Ran coloured = Ran.sockdiff("judge", "--profile=linux-4.9", "--color=always", Ran.VERDICTS);

    assertEquals(plain.out(), coloured.out().replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void ruleIsOverridden() {
    Ran ran = Ran.sockdiff("judge", "--rule=udp.in-datagrams-at=FIRST_LOOK", Ran.PEEK);

    assertEquals(1, ran.exit());
    assertTrue(
        ran.out()
            .endsWith(
                "1 diverges (1 case, linux-6.18.44 against the model as linux-6.18.44 with"
                    + " udp.in-datagrams-at=FIRST_LOOK)\n"),
        ran.out());
  }

  @Test
  void jsonIsOneDocument() throws IOException {
    Ran ran = Ran.sockdiff("judge", "--format=json", "--profile=linux-4.9", Ran.VERDICTS);

    JsonNode json = JSON.readTree(ran.out());
    assertEquals("sockdiff-results-1", json.get("schema").asText());
    assertEquals("linux-6.18.44", json.get("observed").asText());
    assertEquals("linux-4.9", json.get("profile").asText());
    assertEquals(
        List.of("skipped", "diverges", "diverges", "inconclusive", "diverges"),
        json.get("results").findValuesAsText("verdict"));
    assertDivergence(json.get("results").get(1));
    assertEquals(3, json.get("results").get(3).get("stoppedAtLine").asInt());
    assertEquals(3, json.get("summary").get("diverges").asInt());
    assertEquals(0, json.get("summary").get("conforms").asInt());
  }

  @Test
  void ndjsonIsALineEach() throws IOException {
    Ran ran = Ran.sockdiff("judge", "--format=ndjson", "--profile=linux-4.9", Ran.VERDICTS);

    List<JsonNode> lines = ran.out().lines().map(JudgeCommandTest::parsed).toList();
    assertEquals(7, lines.size());
    assertEquals("sockdiff-results-1", lines.get(0).get("schema").asText());
    assertEquals("later", lines.get(1).get("case").asText());
    assertEquals("since linux 4.10, and this is linux-4.9", lines.get(1).get("reason").asText());
    assertDivergence(lines.get(2));
    assertEquals("script", lines.get(5).get("divergences").get(0).get("odd").asText());
    assertEquals(1, lines.get(6).get("summary").get("inconclusive").asInt());
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static void assertDivergence(JsonNode peek) {
    JsonNode first = peek.get("divergences").get(0);
    assertEquals("peek.trace", peek.get("file").asText());
    assertEquals(8, first.get("line").asInt());
    assertEquals("counters", first.get("aspect").asText());
    assertEquals("= \"hello\" { }", first.get("observed").asText());
    assertEquals("= \"hello\" { Udp.InDatagrams +1 }", first.get("allowed").get(0).asText());
    assertEquals(
        "udp.in-datagrams-at", peek.get("explanation").get("rules").get(0).get("rule").asText());
    assertTrue(peek.get("explanation").get("whole").asBoolean());
  }

  @Test
  void recordThatIsCutOffIsInconclusive() throws IOException {
    String whole = Files.readString(Path.of(Ran.PEEK));
    Path cut = write(whole.substring(0, whole.indexOf("\"seq\":13")));

    assertEquals(
        new Ran(
            3,
            """
            inconclusive peek (the record ends within this case, at peek.trace:7:1)
            1 inconclusive (1 case, linux-6.18.44 against the model as linux-6.18.44)
            """,
            "sockdiff: record is partial: its end is missing, and so may be cases; the run was"
                + " stopped, or the file cut off\n"),
        judged(cut));
  }

  @Test
  void recordWithoutItsFooterIsNoSuccess() throws IOException {
    String whole = Files.readString(Path.of(Ran.PEEK));
    Path cut = write(whole.substring(0, whole.indexOf("{\"footer\"")));

    assertEquals(3, judged(cut).exit());
  }

  @Test
  void divergenceInAPartialRecordIsADivergence() throws IOException {
    String whole = Files.readString(Path.of(Ran.PEEK));
    Path cut = write(whole.substring(0, whole.indexOf("{\"footer\"")));

    assertEquals(1, Ran.sockdiff("judge", "--profile=linux-4.9", cut.toString()).exit());
  }

  @Test
  void recordThatWasChangedIsRefused() throws IOException {
    Path forged = write(Files.readString(Path.of(Ran.PEEK)).replace("\"ret\":5", "\"ret\":6"));

    Ran ran = judged(forged);

    assertEquals(2, ran.exit());
    assertEquals(
        "sockdiff: record:28: the record was changed: its lines do not have the footer's sha256\n",
        ran.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}\\n | record:1: not a record: the first line has no 'schema'",
        "# A trace.\\n | record:1: not JSON: Unexpected character ('#' (code 35)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        "~ | record:1: not a record: the file is empty, or ends within its first line"
      })
  void whatIsNoRecordIsRefusedWithWhatIsOne(String text, String message) throws IOException {
    Path file = write(text.replace("\\n", "\n").replace("~", ""));

    assertEquals(
        new Ran(
            2,
            "",
            "sockdiff: " + message + "\n  a record is what 'sockdiff run --record FILE' writes\n"),
        judged(file));
  }

  @Test
  void fileThatDoesNotExistIsRefused() {
    assertEquals(
        new Ran(2, "", "sockdiff: no such file: 'no.ndjson'\n"),
        Ran.sockdiff("judge", "no.ndjson"));
  }

  @Test
  void directoryIsRefused() {
    assertEquals(
        new Ran(2, "", "sockdiff: 'src' is a directory; judge takes one record\n"),
        Ran.sockdiff("judge", "src"));
  }

  private static Ran judged(Path record) {
    return Ran.sockdiff("judge", record.toString()).with(record.resolveSibling(""), "");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("record"), text);
  }
}
