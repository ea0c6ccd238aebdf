// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import org.sockdiff.sys.SleepProbe;
import org.sockdiff.sys.Threads;

/** Counts the signals that are sent. */
final class FakeThreads implements Threads {
  volatile int signals;

  @Override
  public int current() {
    return 7;
  }

  @Override
  public synchronized boolean interrupt(int thread) {
    signals++;
    return true;
  }

  @Override
  public SleepProbe probe(int thread) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean callsNamed() {
    return true;
  }

  @Override
  public void dropCapabilities(long dropped) {}

  @Override
  public int cpus() {
    return 1;
  }

  @Override
  public void pin(int cpu) {}

  @Override
  public void unpin() {}
}
