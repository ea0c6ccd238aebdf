// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Verdict;

/** KTAP and kselftest's TAP, also read by perl's prove. */
@Timeout(60)
final class TapReportTest {
  private static final Path PROVE = Path.of("/usr/bin/prove");

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @EnumSource(names = {"KTAP", "KSELFTEST"})
  void proveFindsWhatFailed(Format format) throws Exception {
    String said = prove(Samples.written(format));

    assertTrue(said.contains("Failed tests:  2-3, 5, 8, 14\n"), said);
    assertTrue(said.contains("Failed 5/14 subtests"), said);
    assertFalse(said.contains("Parse errors"), said);
  }

  @ParameterizedTest
  @EnumSource(names = {"KTAP", "KSELFTEST"})
  void proveReadsWhatWasNotCountedBeforehand(Format format) throws Exception {
    String said = prove(Samples.written(format, Samples.run(RunInfo.UNKNOWN), passing()));

    assertTrue(said.contains("Result: PASS"), said);
  }

  @Test
  void proveTakesNoCaseForASkip() throws Exception {
    String said = prove(Samples.written(Format.KSELFTEST, Samples.run(0), List.of()));

    assertTrue(said.contains("skipped: there is no case"), said);
  }

  @Test
  void proveStopsWhereItBailsOut() throws Exception {
    String said = prove("TAP version 13\n1..2\nok 1 a\n" + TapReport.bailOut("no\nnamespace # x"));

    assertTrue(said.contains("Bailout called.  Further testing stopped:  no\\x0anamespace"), said);
  }

  @Test
  void planComesFirstEvenIfCasesWereNotCounted() {
    String counted = Samples.written(Format.KTAP, Samples.run(14), Samples.all());

    assertEquals(
        counted, Samples.written(Format.KTAP, Samples.run(RunInfo.UNKNOWN), Samples.all()));
  }

  @ParameterizedTest
  @EnumSource(names = {"KTAP", "KSELFTEST"})
  void everyLineIsOneOfTheFormats(Format format) {
    String wrong =
        Samples.written(format)
            .lines()
            .skip(1)
            .filter(
                line ->
                    !line.matches(
                        "1\\.\\.14|# [^#]*|(not )?ok [0-9]+ [^#]+( # (SKIP|XFAIL|ERROR) [^#]+)?"))
            .collect(Collectors.joining("\n"));

    assertEquals("", wrong);
  }

  @ParameterizedTest
  @EnumSource(names = {"KTAP", "KSELFTEST"})
  void namesStayDifferentWhenAllButLettersAndDigitsIsSquashed(Format format) {
    List<String> names =
        Samples.written(format)
            .lines()
            .filter(line -> line.matches("(not )?ok .*"))
            .map(line -> line.replaceFirst("(not )?ok [0-9]+ ", "").replaceFirst(" # .*", ""))
            .map(name -> name.replaceAll("[^0-9a-zA-Z]+", "-"))
            .toList();

    assertEquals(14, Set.copyOf(names).size(), names::toString);
  }

  @Test
  void passingOutputHasNoMarkOfFailure() {
    String text = Samples.written(Format.KSELFTEST);

    assertFalse(text.contains("[FAIL]") || text.contains(" FAIL:"), text);
  }

  private static List<CaseResult> passing() {
    Set<Verdict> good = Set.of(Verdict.CONFORMS, Verdict.KNOWN, Verdict.FLAKY, Verdict.SKIPPED);
    return Samples.all().stream().filter(result -> good.contains(result.verdict())).toList();
  }

  private String prove(String tap) throws Exception {
    assumeTrue(Files.isExecutable(PROVE), "there is no " + PROVE + ": apt-get install perl");
    Path file = Files.writeString(directory.resolve("results.tap"), tap);
    Process process =
        new ProcessBuilder(PROVE.toString(), "--exec", "cat", file.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
