// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.syntax.TraceReader;

/** How many cases got which verdict. */
final class SummaryTest {
  private static final Program PROGRAM =
      Binder.bind(TraceReader.parse("x.trace", "# X.\nclose(-1)\n")).get(0);

  @Test
  void nothingWasSummedUp() {
    assertEquals("no case", summary().toString());
    assertEquals(0, summary().total());
  }

  @Test
  void oneConforms() {
    assertEquals("1 conforms", summary(Verdict.CONFORMS).toString());
  }

  @Test
  void severalAreCountedInTheOrderOfTheVerdicts() {
    Summary summary =
        summary(
            Verdict.INCONCLUSIVE,
            Verdict.DIVERGES,
            Verdict.CONFORMS,
            Verdict.DIVERGES,
            Verdict.SKIPPED,
            Verdict.CONFORMS,
            Verdict.CONFORMS);

    assertEquals("3 conform, 2 diverge, 1 skipped, 1 inconclusive", summary.toString());
    assertEquals(7, summary.total());
    assertEquals(2, summary.count(Verdict.DIVERGES));
    assertEquals(0, summary.count(Verdict.KNOWN));
  }

  private static Summary summary(Verdict... verdicts) {
    Summary summary = new Summary();
    Stream.of(verdicts)
        .map(
            verdict ->
                new CaseResult(
                    PROGRAM,
                    verdict,
                    "",
                    Optional.empty(),
                    "linux-6.18",
                    List.of(),
                    Optional.empty(),
                    "",
                    1))
        .forEach(summary::add);
    return summary;
  }
}
