// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.Outcome;
import org.sockdiff.op.Call;
import org.sockdiff.sys.Kernel;
import org.sockdiff.sys.SleepProbe;
import org.sockdiff.sys.Syscalls;
import org.sockdiff.sys.Threads;

/**
 * A thread that makes the calls of one of a program's threads, one at a time, when the conductor
 * asks it to. The conductor starts it, so that it is in the conductor's network namespace.
 *
 * <p>What the two share is handed over with {@code state}: the conductor writes before it sets
 * ASKED, the caller before it sets BACK.
 */
final class Caller implements Runnable {
  private static final int IDLE = 0;
  private static final int ASKED = 1;
  private static final int IN_CALL = 2;
  private static final int BACK = 3;

  /** How often a thread looks for the next part in a race before it goes to sleep. */
  private static final int HOT_GLANCES = 500;

  /** How often the state alone is looked at, before the kernel is asked. */
  private static final int GLANCES = 200;

  /** How long a thread must sleep where the kernel does not tell in which call. */
  private static final long UNNAMED_SLEEP = 20_000_000;

  private final Kernel kernel;
  private final Descriptors descriptors;
  private final AtomicLong returns;
  private final Thread conductor;
  private final Thread thread;
  private volatile int state = IDLE;
  private volatile int id;
  private volatile boolean stopped;

  // Handed over.
  private @Nullable Call call;
  private @Nullable Heat heat;
  private @Nullable Outcome outcome;
  private @Nullable Throwable bug;
  private long micros;
  private long order;
  private boolean signalled;

  // The thread's own.
  private boolean hot;

  // The conductor's own.
  private @Nullable SleepProbe probe;
  private long sleeps = SleepProbe.AWAKE;

  /**
   * Starts a caller; by the conductor.
   *
   * @param returns counts the calls that returned, so that they can be put in order
   */
  Caller(Kernel kernel, Descriptors descriptors, AtomicLong returns, String name) {
    this.kernel = kernel;
    this.descriptors = descriptors;
    this.returns = returns;
    this.conductor = Thread.currentThread();
    this.thread = new Thread(this, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    Threads threads = kernel.threads();
    threads.unpin();
    Syscalls sys = kernel.syscalls();
    Names names = new Names(descriptors, sys);
    id = threads.current();
    while (true) {
      awaitAsked();
      if (stopped) {
        return;
      }
      if (signalled) {
        threads.current(); // Any system call: a signal that is still under way arrives here at the
        // latest.
        signalled = false;
      }
      Heat part = heat;
      make(sys, names);
      order = returns.incrementAndGet();
      state = BACK;
      if (part == null || part.leave()) {
        LockSupport.unpark(conductor);
      }
    }
  }

  /** Asleep, but after a part in a race awake for a while: the next may follow at once. */
  private void awaitAsked() {
    for (int glances = hot ? HOT_GLANCES : 0; glances > 0 && state != ASKED; glances--) {
      Thread.onSpinWait();
    }
    while (state != ASKED && !stopped) {
      LockSupport.park(this);
    }
    hot = heat != null;
  }

  private void make(Syscalls sys, Names names) {
    long start = System.nanoTime();
    Heat part = heat;
    try {
      if (part == null) {
        outcome = make(call(), sys, names);
      } else {
        part.run(next -> make(next, sys, names));
      }
    } catch (RuntimeException | Error e) {
      bug = e;
    }
    micros = (System.nanoTime() - start) / 1000;
  }

  private Outcome make(Call next, Syscalls sys, Names names) {
    call = next;
    state = IN_CALL;
    Outcome result = next.op().invoke(sys, names, next);
    if (heat != null) {
      state = ASKED;
    }
    return result;
  }

  // What follows is for the conductor.

  /** Asks for a call; there must be none yet. */
  void ask(Call next) {
    if (state != IDLE) {
      throw new IllegalStateException("still in " + call);
    }
    heat = null;
    call = next;
    start();
  }

  /** Whether what it does or has done is a part in a race. */
  boolean isInRace() {
    return heat != null;
  }

  /** Asks for a part in a race; there must be no call yet. */
  void ask(Heat part) {
    if (state != IDLE) {
      throw new IllegalStateException("still in " + call);
    }
    heat = part;
    call = part.call(0);
    start();
  }

  private void start() {
    outcome = null;
    bug = null;
    sleeps = SleepProbe.AWAKE;
    state = ASKED;
    LockSupport.unpark(thread);
  }

  /** Whether there is a call that the conductor has not taken the end of. */
  boolean isBusy() {
    return state != IDLE;
  }

  boolean isBack() {
    return state == BACK;
  }

  /** The place of its return among all returns. */
  long order() {
    return order;
  }

  /** The call that was asked for. */
  Call call() {
    Call asked = call;
    if (asked == null) {
      throw new IllegalStateException("no call was asked for");
    }
    return asked;
  }

  /** How long the call took. */
  long micros() {
    return micros;
  }

  /** Takes the end of a call that is back. */
  Outcome take() {
    Throwable thrown = bug;
    Outcome result = outcome;
    state = IDLE;
    if (thrown != null) {
      throw new IllegalStateException("the call " + call + " could not be made", thrown);
    }
    if (result == null) {
      throw new IllegalStateException("the call " + call + " is not back");
    }
    return result;
  }

  /** Takes the end of a part in a race that is back. */
  Heat takeHeat() {
    Throwable thrown = bug;
    Heat result = heat;
    state = IDLE;
    heat = null;
    if (thrown != null || result == null) {
      throw new IllegalStateException("the call " + call + " could not be made", thrown);
    }
    return result;
  }

  /** Waits until the call is back or asleep; the answer is whether it is one of them in time. */
  @SuppressWarnings("ThreadPriorityCheck") // whoever is waited for may need this CPU
  boolean settle(long nanos) {
    int glances = sleeps == SleepProbe.AWAKE ? 0 : GLANCES;
    for (; glances < GLANCES && state != BACK; glances++) {
      Thread.onSpinWait();
    }
    long start = System.nanoTime();
    while (state != BACK && !sleeps()) {
      if (System.nanoTime() - start > nanos) {
        return false;
      }
      Thread.yield();
    }
    return true;
  }

  /**
   * Whether the thread is asleep in its call: it was when it was looked at before and has not been
   * woken since, or it is twice in a row.
   */
  private boolean sleeps() {
    if (state != IN_CALL) {
      return false;
    }
    int number = call().op().signature().syscall();
    long now = probe().sleepingIn(number);
    if (now == SleepProbe.AWAKE) {
      return false;
    }
    if (!kernel.threads().callsNamed()) {
      // It may sleep for another reason, or have been woken and not be running yet.
      LockSupport.parkNanos(this, UNNAMED_SLEEP);
      if (state != IN_CALL || probe().sleepingIn(number) != now) {
        return false;
      }
      sleeps = now;
      return true;
    }
    if (now == sleeps || now == probe().sleepingIn(number)) {
      sleeps = now;
      return true;
    }
    return false;
  }

  /** A number that is another one if the thread was awake between two looks at it. */
  long rest() {
    return state == BACK ? -2 : sleeps;
  }

  private SleepProbe probe() {
    SleepProbe made = probe;
    if (made == null) {
      made = kernel.threads().probe(id);
      probe = made;
    }
    return made;
  }

  /**
   * Waits until the call is back, whether it sleeps or not; the answer is whether it is, in time.
   */
  boolean awaitReturn(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; state != BACK && left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    return state == BACK;
  }

  /** Ends the call with a signal; the answer is whether it came back in time. */
  boolean bringBack(long nanos) {
    Heat part = heat;
    if (part != null) {
      part.cutShort();
    }
    long end = System.nanoTime() + nanos;
    while (state != BACK && System.nanoTime() < end) {
      if (state == IN_CALL) {
        signalled = true;
        kernel.threads().interrupt(id);
      }
      LockSupport.parkNanos(this, 1_000_000);
    }
    return state == BACK;
  }

  /** Ends the thread, unless it hangs in a call. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    if (probe != null) {
      probe.close();
      probe = null;
    }
  }
}
