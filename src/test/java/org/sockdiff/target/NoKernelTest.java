// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.sockdiff.op.Program;
import org.sockdiff.sys.CounterReader;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.sys.Kernel;
import org.sockdiff.sys.MachineReader;
import org.sockdiff.sys.NetNamespace;
import org.sockdiff.sys.ScratchDirectory;
import org.sockdiff.sys.Syscalls;
import org.sockdiff.sys.Threads;

/** A machine on which no namespace can be made: whoever wants a worker is told so, each time. */
final class NoKernelTest {
  private final EnvironmentException refused =
      new EnvironmentException("unshare(CLONE_NEWNET): EPERM (Operation not permitted)", "be root");

  @Test
  void everyRecordingIsRefused() {
    Program program = Seen.program("close(-1)\n");
    try (KernelTarget target = new KernelTarget(new NoKernel(), 2, Deadlines.USUAL)) {
      assertSame(refused, assertThrows(EnvironmentException.class, () -> target.record(program)));
      assertSame(refused, assertThrows(EnvironmentException.class, () -> target.record(program)));
      assertSame(refused, assertThrows(EnvironmentException.class, target::machine));
      assertSame(
          refused,
          assertThrows(
              EnvironmentException.class, () -> target.onWorkers(() -> target.record(program))));
    }
  }

  private final class NoKernel implements Kernel {
    private final Threads threads = new FakeThreads();

    @Override
    public NetNamespace namespace() {
      return () -> {
        throw refused;
      };
    }

    @Override
    public ScratchDirectory scratch() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Threads threads() {
      return threads;
    }

    @Override
    public Syscalls syscalls() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CounterReader counters() {
      throw new UnsupportedOperationException();
    }

    @Override
    public MachineReader machine() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int socketsInUse() {
      return UNKNOWN;
    }

    @Override
    public boolean isTerminal(int fd) {
      return false;
    }
  }
}
