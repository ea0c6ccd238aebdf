// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.sys.CounterReader;
import org.sockdiff.sys.CounterValues;
import org.sockdiff.sys.Kernel;
import org.sockdiff.sys.ScratchDirectory;
import org.sockdiff.sys.Syscalls;

/**
 * Runs programs, one after the other, on the one thread that made it, in a network namespace and,
 * if it names files, a working directory of its own: makes the calls of the main thread itself, has
 * {@link Caller}s make the others, and writes down what it sees.
 */
final class Conductor implements AutoCloseable {
  private static final long BRING_BACK = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_UP = TimeUnit.MILLISECONDS.toNanos(50);

  /** Looking for leaked sockets costs a fifth of a small program, so it is done once in so many. */
  private static final int PROGRAMS_PER_LOOK = 64;

  private final Kernel kernel;
  private final Deadlines deadlines;
  private final Watchdog watchdog;
  private final BooleanSupplier stopped;
  private final String name;
  private final Syscalls sys;
  private final Descriptors descriptors = new Descriptors();
  private final Names names;
  private final CallGuard guard;
  private final ScratchDirectory scratch;
  private final AtomicLong returns = new AtomicLong();
  private final List<Caller> callers = new ArrayList<>();
  private final CounterValues before = new CounterValues();
  private final CounterValues now = new CounterValues();
  private CounterReader counters;
  private int socketsAtRest;
  private int programs;

  /**
   * Moves the calling thread into a new namespace.
   *
   * @param stopped whether programs must end soon
   * @param name of the thread, for those that it starts
   */
  Conductor(
      Kernel kernel, Deadlines deadlines, Watchdog watchdog, BooleanSupplier stopped, String name) {
    this.kernel = kernel;
    this.deadlines = deadlines;
    this.watchdog = watchdog;
    this.stopped = stopped;
    this.name = name;
    kernel.namespace().enter();
    scratch = kernel.scratch();
    counters = kernel.counters();
    sys = kernel.syscalls();
    names = new Names(descriptors, sys);
    socketsAtRest = kernel.socketsInUse();
    guard = watchdog.guard();
  }

  Machine machine() {
    return kernel.machine().read(counters.present());
  }

  /**
   * Runs a program.
   *
   * @param alone whether it must see what becomes of descriptors that are closed while a call
   *     sleeps that will look them up again; then no other program may run
   */
  Recording record(Program program, boolean alone) {
    return record(program, alone, Course.PLAIN);
  }

  /** The same, races run in a way of their own. */
  Recording record(Program program, boolean alone, Course course) {
    ProgramRun run = new ProgramRun(this, program, alone, course);
    long dropped = program.needs().dropped();
    if (dropped != 0) {
      drop(dropped);
    }
    if (program.namesFiles()) {
      scratch.enter();
    }
    try {
      run.run();
    } finally {
      finish(run);
      if (program.namesFiles()) {
        scratch.leave();
      }
      if (dropped != 0) {
        drop(0);
      }
    }
    return run.recording();
  }

  /** Lets this thread and its callers be without some capabilities, and have all others. */
  private void drop(long capabilities) {
    callers.forEach(Caller::stop);
    callers.clear();
    kernel.threads().dropCapabilities(capabilities);
  }

  private void finish(ProgramRun run) {
    boolean clean = bringCallersBack(run);
    if (!descriptors.closeAll(sys)) {
      run.trouble("a descriptor of the script was closed by something else");
      clean = false;
    }
    boolean look = ++programs % PROGRAMS_PER_LOOK == 0 || run.isTroubled();
    if (look && clean && kernel.socketsInUse() != socketsAtRest) {
      run.trouble("sockets are left over in the network namespace, which was replaced");
      clean = false;
    }
    // Where the kernel does not say what is left over, a port may be: gVisor keeps some (measured).
    if (!clean || socketsAtRest == Kernel.UNKNOWN) {
      renew();
    }
  }

  private boolean bringCallersBack(ProgramRun run) {
    boolean all = true;
    for (Caller caller : callers) {
      if (caller.isBusy()) {
        if (bringBack(caller)) {
          if (!caller.isInRace()) {
            run.takeUnseen(caller);
          } else {
            caller.takeHeat();
          }
        } else {
          run.trouble(
              caller.call() + " could not be ended: its thread and namespace were given up");
          all = false;
        }
      }
    }
    return all;
  }

  /** Waits for a call to return, as long as a call may take; the answer is whether it did. */
  boolean awaitReturn(Caller caller) {
    long end = System.nanoTime() + deadlines.call().toNanos();
    for (long left = 1; left > 0 && !isStopped(); left = end - System.nanoTime()) {
      if (caller.awaitReturn(Math.min(left, LOOK_UP))) {
        return true;
      }
    }
    return caller.isBack();
  }

  /** Ends a call; the answer is whether it could be ended. */
  boolean bringBack(Caller caller) {
    return caller.bringBack(BRING_BACK);
  }

  /** Leaves everything behind that a program may have spoilt. */
  private void renew() {
    callers.forEach(Caller::stop);
    callers.clear();
    counters.close();
    kernel.threads().dropCapabilities(0); // or it might not be able to raise lo
    kernel.namespace().enter();
    counters = kernel.counters();
    socketsAtRest = kernel.socketsInUse();
  }

  /** Whether the running program must end after its present action. */
  boolean isStopped() {
    return stopped.getAsBoolean();
  }

  @Override
  public void close() {
    watchdog.forget(guard);
    callers.forEach(Caller::stop);
    counters.close();
  }

  // For the run of a program.

  Deadlines deadlines() {
    return deadlines;
  }

  Syscalls sys() {
    return sys;
  }

  Descriptors descriptors() {
    return descriptors;
  }

  Names names() {
    return names;
  }

  CallGuard guard() {
    return guard;
  }

  /** The caller that makes the calls of one of the program's threads. */
  Caller caller(int thread) {
    while (callers.size() <= thread) {
      callers.add(new Caller(kernel, descriptors, returns, name + "-" + callers.size()));
    }
    return callers.get(thread);
  }

  /** How many CPUs its threads may run on. */
  int cpus() {
    return kernel.threads().cpus();
  }

  /** Counts what callers do, so that it can be put in order. */
  AtomicLong clock() {
    return returns;
  }

  /** The callers there are, by the program's threads. */
  List<Caller> callers() {
    return callers;
  }

  /** Reads the counters; the answer is by how much they moved since the reading before. */
  Counters readCounters(Set<Counter.Table> tables) {
    before.copy(now);
    counters.read(tables, now);
    return now.since(before);
  }
}
