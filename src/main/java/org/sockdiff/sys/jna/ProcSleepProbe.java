// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sockdiff.sys.SleepProbe;

/**
 * Reads {@code /proc/self/task/TID/syscall}, which begins with the number of the call that the
 * thread sleeps in or says {@code running} (fs/proc/base.c, proc_pid_syscall), then the state and
 * {@code voluntary_ctxt_switches} in {@code status} (fs/proc/array.c, proc_pid_status).
 *
 * <p>Neither is enough. A thread that was woken on another CPU is TASK_WAKING until that CPU takes
 * it over: the first file still shows its call, because task_current_syscall (lib/syscall.c) looks
 * for state 0 only; the second shows R, because TASK_WAKING is not in TASK_REPORT
 * (include/linux/sched.h, task_state_index). It was seen in half of all wake-ups. Many a thread of
 * state S sleeps in a futex.
 *
 * <p>A kernel without the first file (gVisor), and one whose system calls have other numbers than
 * x86-64, is judged by the state S alone.
 */
final class ProcSleepProbe implements SleepProbe {
  private static final byte[] STATE = ascii("State:\tS");
  private static final byte[] SWITCHES = ascii("voluntary_ctxt_switches:");

  private static final int SYSCALL_CAPACITY = 256;
  private static final int STATUS_CAPACITY = 4096;

  private final @Nullable SystemFile syscallFile;
  private final SystemFile status;

  /**
   * A probe of a thread.
   *
   * @param byCall whether {@link #namesCalls}, and the numbers are those that scripts' calls have
   */
  ProcSleepProbe(int thread, boolean byCall) {
    syscallFile = byCall ? file(thread, "syscall", SYSCALL_CAPACITY).orElse(null) : null;
    status =
        file(thread, "status", STATUS_CAPACITY)
            .orElseThrow(() -> new IllegalStateException("no thread " + thread));
  }

  /** Whether the kernel tells which call a thread is in. */
  static boolean namesCalls(int thread) {
    Optional<SystemFile> opened = file(thread, "syscall", SYSCALL_CAPACITY);
    if (opened.isEmpty()) {
      return false;
    }
    try (SystemFile file = opened.get()) {
      return file.tryRead() > 0;
    }
  }

  private static Optional<SystemFile> file(int thread, String name, int capacity) {
    return SystemFile.open("/proc/self/task/" + thread + "/" + name, capacity);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public long sleepingIn(int syscall) {
    if (syscallFile != null) {
      int length = syscallFile.tryRead();
      if (length <= 0 || !names(syscallFile.bytes(), length, syscall)) {
        return AWAKE;
      }
    }
    int length = status.tryRead();
    return length <= 0 ? AWAKE : switches(status.bytes(), length);
  }

  /** Whether the text of the syscall file shows the call; any call if it is -1. */
  static boolean names(ByteBuffer text, int length, int syscall) {
    if (length == 0 || text.get(0) < '0' || text.get(0) > '9') {
      return false;
    }
    return syscall < 0 || AsciiScan.number(text, length, 0) == syscall;
  }

  /**
   * The count of voluntary switches in the text of the status file; AWAKE if the state is not S.
   */
  static long switches(ByteBuffer text, int length) {
    if (AsciiScan.lineStartingWith(text, length, STATE) < 0) {
      return AWAKE;
    }
    int at = AsciiScan.lineStartingWith(text, length, SWITCHES);
    return at < 0 ? 0 : AsciiScan.number(text, length, at);
  }

  @Override
  public void close() {
    if (syscallFile != null) {
      syscallFile.close();
    }
    status.close();
  }
}
