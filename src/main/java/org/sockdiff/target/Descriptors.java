// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.Arrays;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.Outcome;
import org.sockdiff.op.Fd;
import org.sockdiff.sys.Syscalls;

/**
 * The numbers behind the descriptors of the program that a conductor runs.
 *
 * <p>All programs share the process's one descriptor table, where a number that one program closed
 * may be the next that another gets. So a name that is not open stands for a number that never is:
 * above what fs.nr_open can be on a machine that has memory for the table (fs/file.c,
 * alloc_fdtable).
 */
final class Descriptors {
  /** The most descriptors that a program may have open. */
  static final int MOST_OPEN = 256;

  private static final int NEVER_OPEN = 0x3fff_ff00;
  private static final int CLOSED = -1;
  private static final int SOCK_DGRAM = 2;

  private int[] numbers = new int[16];
  private boolean[] portKnown = new boolean[16];
  private int names;
  private int[] unnamed = new int[0];
  private int[] reserved = new int[0];
  private int open;

  /** Starts a program that has some names. */
  void start(int count) {
    if (count > numbers.length) {
      numbers = new int[2 * count];
      portKnown = new boolean[2 * count];
    }
    names = count;
    Arrays.fill(numbers, 0, count, CLOSED);
    Arrays.fill(portKnown, 0, count, false);
    unnamed = new int[0];
    open = 0;
  }

  /** The number that a call is given for a descriptor. */
  int number(Fd fd) {
    if (fd.isLiteral()) {
      return fd.number();
    }
    int number = numbers[fd.id()];
    return number == CLOSED ? NEVER_OPEN + fd.id() : number;
  }

  boolean isOpen(Fd fd) {
    return !fd.isLiteral() && numbers[fd.id()] != CLOSED;
  }

  int open() {
    return open;
  }

  void opened(Fd fd, int number) {
    numbers[fd.id()] = number;
    open++;
  }

  /** A descriptor that the program gave no name. */
  void opened(int number) {
    unnamed = Arrays.copyOf(unnamed, unnamed.length + 1);
    unnamed[unnamed.length - 1] = number;
    open++;
  }

  void closed(Fd fd) {
    if (isOpen(fd)) {
      numbers[fd.id()] = CLOSED;
      open--;
    }
  }

  /** Whether the port of the socket behind a descriptor need not be asked for again. */
  boolean isPortKnown(Fd fd) {
    return portKnown[fd.id()];
  }

  void portKnown(Fd fd, boolean known) {
    portKnown[fd.id()] = known;
  }

  /** A socket may have lost its port, and it may have several descriptors. */
  void forgetPorts() {
    Arrays.fill(portKnown, 0, names, false);
  }

  /**
   * Takes numbers below those that the program will get, one to give back before each of its
   * closes: whoever opens something next in this process, then gets that one and not the one that
   * was closed. The Java VM itself opens files now and then (its compiler threads look into
   * /sys/fs/cgroup).
   */
  void reserve(Syscalls sys, int count) {
    reserved = new int[count];
    for (int i = 0; i < count; i++) {
      reserved[i] = (int) sys.socket(Family.AF_INET, SOCK_DGRAM, 0).value();
    }
    Arrays.sort(reserved);
  }

  /** Gives the highest reserved number back. */
  void giveBack(Syscalls sys) {
    if (reserved.length > 0) {
      sys.close(reserved[reserved.length - 1]);
      reserved = Arrays.copyOf(reserved, reserved.length - 1);
    }
  }

  /** Closes all; the answer is whether all of them were still open. */
  boolean closeAll(Syscalls sys) {
    boolean allWereOpen = true;
    for (int id = 0; id < names; id++) {
      if (numbers[id] != CLOSED) {
        allWereOpen &= close(sys, numbers[id]);
        numbers[id] = CLOSED;
      }
    }
    for (int number : unnamed) {
      allWereOpen &= close(sys, number);
    }
    while (reserved.length > 0) {
      giveBack(sys);
    }
    unnamed = new int[0];
    open = 0;
    return allWereOpen;
  }

  private static boolean close(Syscalls sys, int number) {
    return !isBadDescriptor(sys.close(number));
  }

  /**
   * Whether a close failed because there was nothing to close; every other failure has closed it.
   */
  static boolean isBadDescriptor(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed && failed.errno() == Errno.EBADF;
  }
}
