// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Divergence;
import org.sockdiff.check.Explanation;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Rules;
import org.sockdiff.script.Location;
import org.sockdiff.syntax.TraceReader;

/** Results that a run may have, one of each verdict and some that are awkward to write. */
final class Samples {
  private static final String SCRIPT =
      """
      # A script for the tests of reports.
      s = socket(AF_INET, SOCK_DGRAM, 0)
      """;

  /** No line of it may be taken for anything but text. */
  private static final String AWKWARD =
      "<a & \"b\"> ]]> 100%, a::b\r\n::error::no\nok 99 # SKIP [FAIL] x FAIL: \u001b[31m\u0000\u009b\u202e\ud800\uffff";

  private Samples() {}

  private static Program program(String name) {
    return Binder.bind(TraceReader.parse(name, SCRIPT)).get(0);
  }

  static CaseResult result(Verdict verdict, String name, String reason, Divergence... found) {
    return result(program(name), verdict, reason, Optional.empty(), found);
  }

  private static CaseResult result(
      Program program,
      Verdict verdict,
      String reason,
      Optional<Location> stoppedAt,
      Divergence... found) {
    return new CaseResult(
        program,
        verdict,
        reason,
        stoppedAt,
        "linux-6.18",
        List.of(found),
        Optional.empty(),
        found.length == 0 ? "" : "tried 3 rules",
        2);
  }

  private static Divergence divergence(String file, int line, String observed) {
    return new Divergence(
        1,
        new Location(file, line, 3),
        "recv(rx, 64, MSG_PEEK)",
        Divergence.Aspect.RESULT,
        observed,
        List.of("= \"hello\"", "= -1 EAGAIN"),
        Optional.of("= \"hello\""),
        Divergence.OddOne.KERNEL,
        "it had returned \"hello\"");
  }

  private static CaseResult explained() {
    Divergence counters =
        new Divergence(
            2,
            new Location("traces/eras/count.trace", 9, 1),
            "A> recv(rx, 64, 0)",
            Divergence.Aspect.COUNTERS,
            "= \"<&>\" { Udp.InDatagrams +1 }",
            List.of("= \"<&>\" { }"),
            Optional.empty(),
            Divergence.OddOne.MODEL_OR_KERNEL,
            "");
    Explanation explanation =
        new Explanation(
            List.of(
                new Explanation.Flip(
                    Rules.UDP_IN_DATAGRAMS_AT,
                    Rules.InDatagramsAt.FIRST_LOOK,
                    Rules.InDatagramsAt.CONSUMPTION,
                    false)),
            true);
    return new CaseResult(
        program("traces/eras/count.trace"),
        Verdict.DIVERGES,
        "then the model was at its wits' end",
        Optional.of(new Location("traces/eras/count.trace", 11, 1)),
        "linux-4.9",
        List.of(counters, divergence("traces/eras/count.trace", 10, "blocks")),
        Optional.of(explanation),
        "",
        4);
  }

  /** Every verdict, a script with two cases, two names that are one to some, and awkward text. */
  static List<CaseResult> all() {
    String twice = SCRIPT.replace("s =", "with ip = 127.0.0.1, [::1]\n\ns =");
    List<Program> variants = Binder.bind(TraceReader.parse("traces/udp/both.trace", twice));
    String odd = "traces/odd,100%: #1 'quoted' \u001b[31m.trace";
    return List.of(
        result(Verdict.CONFORMS, "traces/udp/peek.trace", ""),
        result(
            Verdict.DIVERGES,
            "traces/udp/diverges.trace",
            "",
            divergence("traces/udp/diverges.trace", 7, "= \"100%\\n#\"")),
        explained(),
        result(
            Verdict.KNOWN,
            "traces/udp/known.trace",
            "bug #4711",
            divergence("traces/udp/known.trace", 5, "blocks")),
        result(Verdict.FIXED, "traces/udp/fixed.trace", "declared known: bug #4712"),
        result(
            Verdict.FLAKY,
            "traces/udp/flaky.trace",
            "diverged in 1 of 3 tries",
            divergence("traces/udp/flaky.trace", 6, "blocks")),
        result(Verdict.SKIPPED, "traces/udp/skipped.trace", "needs CAP_NET_RAW"),
        result(
            program("./traces/udp/../stuck.trace"),
            Verdict.INCONCLUSIVE,
            "a call did not return",
            Optional.of(new Location("./traces/udp/../stuck.trace", 2, 1))),
        result(variants.get(0), Verdict.CONFORMS, "", Optional.empty()),
        result(variants.get(1), Verdict.SKIPPED, "needs ipv6", Optional.empty()),
        result(Verdict.CONFORMS, "traces/udp/same-name.trace", ""),
        result(Verdict.CONFORMS, "traces/udp/same_name.trace", ""),
        result(Verdict.CONFORMS, "traces/udp/same_name.trace", ""),
        result(Verdict.INCONCLUSIVE, odd, AWKWARD, divergence(odd, 1, "= \"[FAIL] # SKIP\"")));
  }

  static RunInfo run(int cases) {
    return new RunInfo("0.1.0", "linux 6.18.44", "linux-6.18", cases, List.of("sockdiff", "run"));
  }

  /** What a format makes of results; the n-th took n times 0.4 s. */
  static String written(Format format, RunInfo run, List<CaseResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    Report report = format.to(out, Style.PLAIN, true);
    Summary summary = new Summary();
    report.begin(run);
    for (int i = 0; i < results.size(); i++) {
      report.result(results.get(i), Duration.ofMillis(400L * i));
      summary.add(results.get(i));
    }
    report.end(summary);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  static String written(Format format) {
    return written(format, run(all().size()), all());
  }
}
