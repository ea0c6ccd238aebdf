// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.syntax.TraceParser;
import org.sockdiff.sys.jna.JnaKernel;
import org.sockdiff.target.Deadlines;
import org.sockdiff.target.KernelTarget;

/**
 * Whole traces a second, beside the C program that makes the same calls and reads the same
 * counters: the calls made, the observations built, the model stepped, both compared; no report.
 * The two take turns.
 *
 * <p>Arguments: the C program, and how many rounds (9).
 */
public final class WholeTrace {
  private static final String SCRIPT =
      """
      # The workload: ten calls, the counters read after each.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000) = 0
      connect(tx, rx) = 0
      send(tx, "hello", 0) = 5 { OutDatagrams +1 }
      recv(rx, 64, MSG_PEEK) = "hello" { }
      recv(rx, 64, 0) = "hello" { InDatagrams +1 }
      recv(rx, 64, MSG_DONTWAIT) = EAGAIN { }
      close(tx) = 0
      close(rx) = 0
      """;

  private static final int TRACES = 20_000;

  private final Program program = Binder.bind(TraceParser.parse("bench.trace", SCRIPT)).get(0);

  private WholeTrace() {}

  /** Prints both medians and their ratio, for one thread and for two. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new WholeTrace().compare(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : 9);
  }

  private void compare(Path limit, int rounds) throws IOException, InterruptedException {
    double[] medians = new double[3];
    for (int threads = 1; threads <= 2; threads++) {
      try (KernelTarget kernel = new KernelTarget(new JnaKernel(), threads, Deadlines.USUAL)) {
        Machine machine = kernel.machine();
        Profile profile = Profiles.of(machine);
        Checker checker = new Checker(profile, profile, machine, System::nanoTime);
        run(kernel, checker, threads);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          theirs.add(c(limit, threads));
          ours.add(run(kernel, checker, threads));
        }
        medians[threads] = median(ours);
        System.out.printf(
            "%d thread(s): C %.0f traces/s, sockdiff %.0f traces/s, ratio %.2f (medians of %d)%n",
            threads, median(theirs), median(ours), median(ours) / median(theirs), rounds);
      }
    }
    System.out.printf("two threads are %.2f times one%n", medians[2] / medians[1]);
  }

  private double run(KernelTarget kernel, Checker checker, int threads) {
    AtomicInteger left = new AtomicInteger(TRACES * threads);
    AtomicInteger wrong = new AtomicInteger();
    long start = System.nanoTime();
    kernel.onWorkers(
        () -> {
          while (left.getAndDecrement() > 0) {
            CaseResult result = checker.check(kernel.record(program));
            if (result.verdict() != Verdict.CONFORMS) {
              wrong.incrementAndGet();
            }
          }
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    if (wrong.get() > 0) {
      throw new IllegalStateException(wrong + " traces do not conform");
    }
    return TRACES * threads / seconds;
  }

  /** The C program prints traces a second as the last word of its last line. */
  private static double c(Path limit, int threads) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(limit.toAbsolutePath().toString(), "" + TRACES, "" + threads)
            .redirectErrorStream(true)
            .start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(limit + ": " + text);
    }
    return Double.parseDouble(text.substring(text.lastIndexOf(' ') + 1));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
