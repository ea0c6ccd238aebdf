// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.time.Duration;
import java.util.function.Predicate;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.sys.jna.JnaKernel;
import org.sockdiff.target.Deadlines;
import org.sockdiff.target.KernelTarget;
import org.sockdiff.target.Recording;

/** The running kernel, with the native library loaded: only commands that observe it open it. */
final class LiveKernel implements AutoCloseable {
  /** How many milliseconds a program may take, or twice the call's deadline if that is longer. */
  private static final long PROGRAM_DEADLINE = 10_000;

  private final KernelTarget target;
  private final Machine machine;

  private LiveKernel(KernelTarget target) {
    this.target = target;
    this.machine = target.machine();
  }

  /**
   * Opens it.
   *
   * @param workers how many programs run at once
   * @param callDeadline after how many milliseconds a call is interrupted
   * @throws org.sockdiff.sys.EnvironmentException if this process may not make a network namespace
   */
  static LiveKernel open(int workers, int callDeadline) {
    return new LiveKernel(
        new KernelTarget(
            new JnaKernel(),
            workers,
            new Deadlines(
                Duration.ofMillis(callDeadline),
                Duration.ofMillis(Math.max(PROGRAM_DEADLINE, 2L * callDeadline)))));
  }

  Machine machine() {
    return machine;
  }

  /** Whether it tells which call a thread sleeps in. */
  boolean seesBlockingCalls() {
    return target.seesBlockingCalls();
  }

  Recording record(Program program) {
    return target.record(program);
  }

  /** Runs a program again and again; see {@link KernelTarget#sample}. */
  void sample(Program program, long seed, boolean neverSleeps, Predicate<Recording> more) {
    target.sample(program, seed, neverSleeps, more);
  }

  /** Runs a task on every worker at once; {@link #record} is cheapest there. */
  void onWorkers(Runnable task) {
    target.onWorkers(task);
  }

  @Override
  public void close() {
    target.close();
  }
}
