// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A platform thread with a conductor of its own, which it makes when it is first needed. */
final class Worker extends Thread {
  private final Object owner;
  private final Supplier<Conductor> maker;
  private @Nullable Conductor conductor;

  /**
   * A worker.
   *
   * @param owner whose worker it is
   * @param maker makes the conductor, on this thread
   */
  Worker(Object owner, Supplier<Conductor> maker, Runnable task, String name) {
    super(task, name);
    this.owner = owner;
    this.maker = maker;
    setDaemon(true);
  }

  boolean isOf(Object someone) {
    return owner == someone;
  }

  /** The conductor; on this thread only. */
  Conductor conductor() {
    Conductor made = conductor;
    if (made == null) {
      made = maker.get();
      conductor = made;
    }
    return made;
  }

  @Override
  public void run() {
    try {
      super.run();
    } finally {
      Conductor made = conductor;
      if (made != null) {
        made.close();
      }
    }
  }
}
