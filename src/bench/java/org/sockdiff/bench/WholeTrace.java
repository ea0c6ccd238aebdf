// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.sys.jna.JnaKernel;
import org.sockdiff.target.Deadlines;
import org.sockdiff.target.KernelTarget;

/**
 * Whole traces, beside the C program that makes the same calls and reads the same counters ({@code
 * src/bench/c/limit.c}): the calls made with the counters read after each, the observations built,
 * the model stepped, both compared; no report. The two take turns, and medians are compared.
 *
 * <p>Arguments: the C program, and how many rounds (9). On a busy machine only the CPU times can be
 * compared.
 */
public final class WholeTrace {
  private static final String SCRIPT =
      """
      # The workload: ten calls, the counters read after each.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000) = 0
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx) = 0
      send(tx, "hello", 0) = 5 { OutDatagrams +1 }
      recv(rx, 64, MSG_PEEK) = "hello" { }
      recv(rx, 64, 0) = "hello" { InDatagrams +1 }
      recv(rx, 64, MSG_DONTWAIT) = EAGAIN { }
      close(rx) = 0
      close(tx) = 0
      """;

  private static final int TRACES = 10_000;
  private static final int WARM_UPS = 3;
  private static final Pattern FIGURES = Pattern.compile("([0-9.]+) us CPU .* ([0-9.]+) traces/s");

  private final Program program = Binder.bind(TraceReader.parse("bench.trace", SCRIPT)).get(0);

  private WholeTrace() {}

  /** Prints the medians and their ratio, for one thread and for two. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new WholeTrace().compare(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : 9);
  }

  /** One round: microseconds of CPU a trace, and traces a second. */
  private record Round(double cpu, double speed) {}

  private void compare(Path limit, int rounds) throws IOException, InterruptedException {
    double[] speeds = new double[3];
    for (int threads = 1; threads <= 2; threads++) {
      List<Round> ours = new ArrayList<>();
      List<Round> theirs = new ArrayList<>();
      try (KernelTarget kernel = new KernelTarget(new JnaKernel(), threads, Deadlines.USUAL)) {
        Machine machine = kernel.machine();
        Profile profile = Profiles.of(machine);
        Checker checker = new Checker(profile, profile, machine, System::nanoTime);
        for (int i = 0; i < WARM_UPS; i++) {
          run(kernel, checker, threads);
        }
        for (int round = 0; round < rounds; round++) {
          theirs.add(c(limit, threads));
          ours.add(run(kernel, checker, threads));
        }
      }
      print(threads, rounds, theirs, ours);
      speeds[threads] = median(ours, Round::speed);
    }
    System.out.printf("sockdiff with two threads is %.2f times one%n", speeds[2] / speeds[1]);
  }

  private static void print(int threads, int rounds, List<Round> theirs, List<Round> ours) {
    System.out.printf(
        "%d thread(s), medians of %d: C %.0f traces/s and %.1f us CPU, sockdiff %.0f traces/s and"
            + " %.1f us CPU; sockdiff/C %.2f by time, %.2f by CPU%n",
        threads,
        rounds,
        median(theirs, Round::speed),
        median(theirs, Round::cpu),
        median(ours, Round::speed),
        median(ours, Round::cpu),
        median(ours, Round::speed) / median(theirs, Round::speed),
        median(theirs, Round::cpu) / median(ours, Round::cpu));
  }

  private Round run(KernelTarget kernel, Checker checker, int threads) {
    AtomicInteger wrong = new AtomicInteger();
    AtomicLong cpu = new AtomicLong();
    long start = System.nanoTime();
    kernel.onWorkers(
        () -> {
          long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
          for (int i = 0; i < TRACES; i++) {
            if (checker.check(kernel.record(program)).verdict() != Verdict.CONFORMS) {
              wrong.incrementAndGet();
            }
          }
          cpu.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart);
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    if (wrong.get() > 0) {
      throw new IllegalStateException(wrong + " traces do not conform");
    }
    double traces = (double) TRACES * threads;
    return new Round(cpu.get() / traces / 1e3, traces / seconds);
  }

  private static Round c(Path limit, int threads) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(limit.toAbsolutePath().toString(), "-n", "" + TRACES, "-t", "" + threads)
            .redirectErrorStream(true)
            .start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    Matcher figures = FIGURES.matcher(text);
    if (process.waitFor() != 0 || !figures.find()) {
      throw new IOException(limit + ": " + text);
    }
    return new Round(Double.parseDouble(figures.group(1)), Double.parseDouble(figures.group(2)));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return rounds.stream()
        .mapToDouble(figure)
        .sorted()
        .skip(rounds.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
