// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.syntax.TraceParser;
import org.sockdiff.sys.jna.JnaKernel;
import org.sockdiff.target.Deadlines;
import org.sockdiff.target.KernelTarget;
import org.sockdiff.target.Recording;

/**
 * Records the trace of {@code src/bench/c/limit.c} again and again: what a whole trace costs, to be
 * held against what its system calls cost in C ({@code limit -a}).
 *
 * <p>{@code WholeTrace [TRACES [WORKERS [ROUNDS]]]}; the rounds show the compiler warming up. On a
 * busy machine only the CPU times can be compared.
 */
public final class WholeTrace {
  private static final String TRACE =
      """
      # One datagram is peeked at, read, and gone.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)
      send(tx, "hello", 0)
      recv(rx, 64, MSG_PEEK)
      recv(rx, 64, 0)
      recv(rx, 64, MSG_DONTWAIT)
      close(rx)
      close(tx)
      """;

  private WholeTrace() {}

  /** Prints a line a round. */
  public static void main(String[] args) {
    int traces = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    int workers = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    Program program = Binder.bind(TraceParser.parse("whole.trace", TRACE)).get(0);
    try (KernelTarget target = new KernelTarget(new JnaKernel(), workers, Deadlines.USUAL)) {
      for (int round = 0; round < rounds; round++) {
        System.out.println(measure(target, program, traces, workers));
      }
    }
  }

  private static String measure(KernelTarget target, Program program, int traces, int workers) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    AtomicLong cpu = new AtomicLong();
    AtomicLong longest = new AtomicLong();
    target.onWorkers(
        () -> {
          long cpuStart = threads.getCurrentThreadCpuTime();
          long start = System.nanoTime();
          for (int i = 0; i < traces; i++) {
            check(target.record(program));
          }
          longest.accumulateAndGet(System.nanoTime() - start, Math::max);
          cpu.addAndGet(threads.getCurrentThreadCpuTime() - cpuStart);
        });
    double total = (double) traces * workers;
    return String.format(
        Locale.ROOT,
        "%d workers: %.2f us CPU and %.2f us wall a trace, %.0f traces/s",
        workers,
        cpu.get() / total / 1e3,
        longest.get() / total / 1e3,
        total / longest.get() * 1e9);
  }

  private static void check(Recording recording) {
    if (recording.trouble().isPresent()) {
      throw new IllegalStateException(recording.trouble().get());
    }
  }
}
