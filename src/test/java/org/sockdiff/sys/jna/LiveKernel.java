// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.sys.Kernel;

/** The running kernel, for tests that are skipped where it cannot be used. */
public final class LiveKernel {
  private LiveKernel() {}

  /**
   * The kernel, if this process may make network namespaces; otherwise skips the test and says why.
   */
  public static Kernel orSkip() {
    try {
      Kernel kernel = new JnaKernel();
      inNamespace(kernel, () -> true);
      return kernel;
    } catch (EnvironmentException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  /** Does something on a new thread in a new namespace. */
  static <T> T inNamespace(Kernel kernel, Callable<T> task) {
    FutureTask<T> done =
        new FutureTask<>(
            () -> {
              kernel.namespace().enter();
              return task.call();
            });
    Thread thread = new Thread(done, "in-namespace");
    thread.start();
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
