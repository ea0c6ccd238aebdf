// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CallGuardTest {
  private static final long DEADLINE = 100;

  private final FakeThreads threads = new FakeThreads();
  private final CallGuard guard = new CallGuard(threads, Thread.currentThread(), 7);

  @Test
  void callThatReturnsInTimeIsNotSignalled() {
    guard.enter();
    guard.watch(0, DEADLINE);
    guard.watch(99, DEADLINE);

    assertFalse(guard.leave());
    assertEquals(0, threads.signals);
  }

  @Test
  void callThatLastsIsSignalledUntilItReturns() throws Exception {
    guard.enter();
    guard.watch(0, DEADLINE);
    assertTrue(guard.watch(100, DEADLINE));
    assertTrue(guard.watch(101, DEADLINE));
    assertEquals(2, threads.signals);

    CompletableFuture<Boolean> left = CompletableFuture.supplyAsync(guard::leave);
    while (guard.watch(102, DEADLINE)) {
      Thread.onSpinWait();
    }
    assertTrue(left.get(10, TimeUnit.SECONDS));
  }

  @Test
  void threadBetweenCallsIsNeverSignalled() {
    guard.enter();
    guard.leave();
    guard.watch(0, DEADLINE);
    guard.watch(1000, DEADLINE);

    assertEquals(0, threads.signals);
  }

  @Test
  void eachCallHasItsOwnTime() {
    guard.enter();
    guard.watch(0, DEADLINE);
    guard.leave();
    guard.enter();
    guard.watch(150, DEADLINE);
    guard.watch(200, DEADLINE);

    assertEquals(0, threads.signals);
  }
}
