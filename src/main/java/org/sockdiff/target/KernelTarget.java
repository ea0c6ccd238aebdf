// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.sys.Kernel;

/**
 * The kernel that this process runs on.
 *
 * <p>A few workers, each a thread with a network namespace of its own that it enters once, run the
 * programs. {@link #record} may be called on any thread; on a worker ({@link #onWorkers}) it runs
 * the program there, which saves handing it over.
 *
 * <p>All programs share the process's descriptor table. Names that a program has closed stand for
 * numbers that are never open, so programs do not meet there; but a sleeping poll looks its numbers
 * up again when it wakes (fs/select.c, do_pollfd), so a program that closes descriptors while one
 * may sleep runs alone.
 */
public final class KernelTarget implements Target, AutoCloseable {
  private static final long GRACE = TimeUnit.SECONDS.toNanos(10);

  private final Kernel kernel;
  private final Deadlines deadlines;
  private final int size;
  private final Watchdog watchdog;
  private final ThreadPoolExecutor pool;
  private final AtomicInteger started = new AtomicInteger();
  private final StampedLock descriptorTable = new StampedLock();
  private volatile @Nullable Machine machine;

  /**
   * A target; its workers start when they are needed.
   *
   * @param workers how many programs it runs at once
   */
  public KernelTarget(Kernel kernel, int workers, Deadlines deadlines) {
    this.kernel = kernel;
    this.deadlines = deadlines;
    size = workers;
    watchdog = new Watchdog(kernel.threads(), deadlines.call().toNanos());
    watchdog.start();
    pool =
        new ThreadPoolExecutor(
            workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::worker);
  }

  private Worker worker(Runnable task) {
    int index = started.getAndIncrement();
    String name = "sockdiff-" + index;
    return new Worker(this, () -> conductor(index, name), task, name);
  }

  private Conductor conductor(int index, String name) {
    int cpus = kernel.threads().cpus();
    if (size > 1 && size <= cpus) {
      kernel.threads().pin(index % cpus);
    }
    return withDescriptors(
        false, () -> new Conductor(kernel, deadlines, watchdog, pool::isShutdown, name));
  }

  /**
   * What the model must know of this machine, measured in a worker's namespace at the first call.
   *
   * @throws org.sockdiff.sys.EnvironmentException if no worker can be had
   */
  public Machine machine() {
    Machine known = machine;
    if (known == null) {
      Worker own = ownWorker();
      known =
          own == null
              ? result(onWorker(worker -> measure(worker.conductor())))
              : measure(own.conductor());
      machine = known;
    }
    return known;
  }

  /**
   * Whether the kernel tells which call a thread sleeps in; if not, a thread that sleeps for
   * another reason may be taken for blocked.
   */
  public boolean seesBlockingCalls() {
    return kernel.threads().callsNamed();
  }

  /**
   * Runs a program.
   *
   * @throws org.sockdiff.sys.EnvironmentException if no worker can be had
   */
  @Override
  public Recording record(Program program) {
    Worker own = ownWorker();
    if (own != null) {
      return record(own.conductor(), program);
    }
    Future<Recording> recording = onWorker(worker -> record(worker.conductor(), program));
    try {
      return recording.get(deadlines.program().toNanos() + GRACE, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      pool.setMaximumPoolSize(pool.getMaximumPoolSize() + 1);
      pool.setCorePoolSize(pool.getMaximumPoolSize());
      return new Recording(
          program, List.of(), Optional.of("a call could not be ended; its worker was given up"));
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Recording(program, List.of(), Optional.of("interrupted"));
    }
  }

  /**
   * Runs a program again and again, the calls of its races disturbed, until somebody has seen
   * enough.
   *
   * @param seed what the disturbance is drawn from
   * @param neverSleeps whether no call of a race sleeps, so that threads may share lanes
   * @param more is shown each round, and says whether there shall be another
   */
  public void sample(Program program, long seed, boolean neverSleeps, Predicate<Recording> more) {
    result(
        onWorker(
            worker -> {
              sample(worker.conductor(), program, seed, neverSleeps, more);
              return true;
            }));
  }

  private void sample(
      Conductor conductor,
      Program program,
      long seed,
      boolean neverSleeps,
      Predicate<Recording> more) {
    boolean alone = mustRunAlone(program);
    Recording recording;
    long round = 0;
    do {
      Course course = Course.of(seed, round++, conductor.cpus(), neverSleeps);
      recording = withDescriptors(alone, () -> conductor.record(program, alone, course));
    } while (more.test(recording) && !conductor.isStopped());
  }

  private Machine measure(Conductor conductor) {
    return withDescriptors(false, conductor::machine);
  }

  private Recording record(Conductor conductor, Program program) {
    boolean alone = mustRunAlone(program);
    return withDescriptors(alone, () -> conductor.record(program, alone));
  }

  /** Does something that makes descriptors: beside others that do so, or alone. */
  private <T> T withDescriptors(boolean alone, Supplier<T> task) {
    long stamp = alone ? descriptorTable.writeLock() : descriptorTable.readLock();
    try {
      return task.get();
    } finally {
      descriptorTable.unlock(stamp);
    }
  }

  /**
   * Whether a call may sleep that looks descriptors up when it wakes, while another closes them, or
   * whether calls race with a close: what they find must not be another program's.
   */
  private static boolean mustRunAlone(Program program) {
    return program.threads().size() > 1
        && ProgramRun.count(program, "close") > 0
        && (ProgramRun.count(program, "poll") > 0 || races(program));
  }

  private static boolean races(Program program) {
    return program.actions().stream().anyMatch(action -> action instanceof Program.Race);
  }

  /**
   * Runs a task as many times at once as there are workers, each on one of them, and waits for all.
   *
   * @throws org.sockdiff.sys.EnvironmentException if a worker cannot be had and the task records
   */
  public void onWorkers(Runnable task) {
    List<Future<Boolean>> runs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      runs.add(
          onWorker(
              worker -> {
                task.run();
                return true;
              }));
    }
    runs.forEach(KernelTarget::result);
  }

  /** Something that is done on a worker. */
  private interface Task<T> {
    T on(Worker worker);
  }

  private <T> Future<T> onWorker(Task<T> task) {
    Callable<T> callable = () -> task.on((Worker) Thread.currentThread());
    return pool.submit(callable);
  }

  private @Nullable Worker ownWorker() {
    return Thread.currentThread() instanceof Worker worker && worker.isOf(this) ? worker : null;
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a worker was busy", e);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
  }

  /** Ends all workers; a program that is running is recorded as interrupted. */
  @Override
  public void close() {
    pool.shutdownNow();
    watchdog.hurry();
    try {
      pool.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watchdog.close();
  }
}
