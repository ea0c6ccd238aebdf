// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other kernels did, recorded with sockdiff matrix --records (5.10, 6.12 and 7.2 in QEMU), is
 * what the model says of them; and what it is not, is a finding.
 */
final class RecordedKernelsTest {
  private static final Pattern NAMED = Pattern.compile("^- `(.*)`$", Pattern.MULTILINE);
  private static final Pattern BAD =
      Pattern.compile("^(?:diverges|inconclusive) +(.*?)(?: \\(.*\\))?$", Pattern.MULTILINE);

  private static Ran judge(String record) {
    return Ran.sockdiff("judge", Ran.RECORDS.resolve(record + ".ndjson.gz").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux-5.10.223",
        "uml-6.1.176",
        "linux-6.12.117",
        "linux-6.18.44",
        "linux-7.2.12"
      })
  void linuxIsAsItsProfileSays(String record) {
    Ran ran = judge(record);

    String name = record.replace("uml", "linux");
    assertEquals(
        "299 conform (299 cases, " + name + " against the model as " + name + ")",
        ran.out().lines().reduce("", (before, last) -> last),
        ran::text);
    assertEquals(0, ran.exit());
  }

  @Test
  void everythingElseOfGvisorIsAFinding() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    Matcher bad = BAD.matcher(judge("findings/gvisor-20221219").out());
    while (bad.find()) {
      found.add(bad.group(1).strip());
    }
    TreeSet<String> listed = new TreeSet<>();
    Matcher named = NAMED.matcher(Files.readString(Path.of("docs/findings.md")));
    while (named.find()) {
      listed.add(named.group(1));
    }

    found.removeAll(listed);
    assertEquals("", String.join("\n", found), "no finding lists these");
  }
}
