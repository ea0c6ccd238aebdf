// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.util.BitSet;
import org.sockdiff.abi.Errno;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.sys.SleepProbe;
import org.sockdiff.sys.Threads;

/**
 * Threads, CPUs and the signal that ends a sleeping call.
 *
 * <p>The signal is a real-time one that neither glibc (32, 33) nor HotSpot (SIGUSR2 and those with
 * a meaning) uses. Its handler is the C function {@code ffs}, which does nothing but compute, and
 * it lacks SA_RESTART, so that the call returns EINTR. It is installed once and never per thread.
 */
final class JnaThreads implements Threads {
  private static final int SIGNAL = 40;
  private static final int SIGACTION_SIZE = 152;
  private static final int CPU_MASK_SIZE = 128;

  private final long gettid;
  private final long tgkill;
  private final long capget;
  private final long capset;
  private final boolean callsNamed;
  private final int process = Libc.getpid();
  private final int[] cpus;

  JnaThreads() {
    String architecture = System.getProperty("os.arch", "");
    boolean numbersOfX86 = architecture.equals("amd64");
    if (!numbersOfX86 && !architecture.equals("aarch64")) {
      throw new EnvironmentException(
          "the processor is " + architecture, "sockdiff runs on x86-64 and AArch64");
    }
    gettid = numbersOfX86 ? 186 : 178;
    tgkill = numbersOfX86 ? 234 : 131;
    capget = numbersOfX86 ? 125 : 90;
    capset = numbersOfX86 ? 126 : 91;
    callsNamed = numbersOfX86 && ProcSleepProbe.namesCalls(current());
    cpus = allowedCpus();
    installHandler();
  }

  /** {@code struct sigaction} of glibc: the handler at 0, the mask at 8, the flags at 136. */
  private static void installHandler() {
    try (NativeMemory action = new NativeMemory(SIGACTION_SIZE)) {
      action.bytes().putLong(0, Libc.function("ffs"));
      if (Libc.sigaction(SIGNAL, action.at(0), 0) != 0) {
        Errno errno = Errno.of(Libc.errno());
        throw new EnvironmentException(
            "sigaction(" + SIGNAL + "): " + errno + " (" + errno.text() + ")",
            "calls that do not return cannot be ended without it");
      }
    }
  }

  @Override
  public int current() {
    return (int) Libc.syscall(gettid, 0, 0, 0);
  }

  @Override
  public boolean interrupt(int thread) {
    return Libc.syscall(tgkill, process, thread, SIGNAL) == 0;
  }

  @Override
  public SleepProbe probe(int thread) {
    return new ProcSleepProbe(thread, callsNamed);
  }

  @Override
  public boolean callsNamed() {
    return callsNamed;
  }

  /**
   * {@code struct __user_cap_header_struct}: the version at 0, the thread (0: this one) at 4; then
   * two of {@code struct __user_cap_data_struct}: effective, permitted and inheritable, 32 bits
   * each. Source: include/uapi/linux/capability.h, _LINUX_CAPABILITY_VERSION_3.
   */
  @Override
  public void dropCapabilities(long dropped) {
    try (NativeMemory memory = new NativeMemory(32)) {
      memory.bytes().putInt(0, 0x20080522).putInt(4, 0);
      long done = Libc.syscall(capget, memory.at(0), memory.at(8), 0);
      if (done == 0) {
        for (int half = 0; half < 2; half++) {
          int permitted = memory.bytes().getInt(12 + 12 * half);
          memory.bytes().putInt(8 + 12 * half, permitted & ~(int) (dropped >>> (32 * half)));
        }
        done = Libc.syscall(capset, memory.at(0), memory.at(8), 0);
      }
      if (done != 0) {
        Errno errno = Errno.of(Libc.errno());
        throw new EnvironmentException(
            "capset: " + errno + " (" + errno.text() + ")", "capabilities cannot be dropped");
      }
    }
  }

  @Override
  public int cpus() {
    return cpus.length;
  }

  private static int[] allowedCpus() {
    try (NativeMemory mask = new NativeMemory(CPU_MASK_SIZE)) {
      return Libc.sched_getaffinity(0, CPU_MASK_SIZE, mask.at(0)) < 0
          ? new int[] {0}
          : BitSet.valueOf(mask.bytes()).stream().toArray();
    }
  }

  @Override
  public void pin(int cpu) {
    BitSet one = new BitSet();
    one.set(cpus[cpu]);
    allow(one);
  }

  @Override
  public void unpin() {
    BitSet all = new BitSet();
    for (int cpu : cpus) {
      all.set(cpu);
    }
    allow(all);
  }

  /**
   * A failure is of no consequence: where a thread runs changes how fast it is, not what it sees.
   */
  private static void allow(BitSet cpus) {
    try (NativeMemory mask = new NativeMemory(CPU_MASK_SIZE)) {
      mask.bytes().put(0, cpus.toByteArray());
      Libc.sched_setaffinity(0, CPU_MASK_SIZE, mask.at(0));
    }
  }
}
