// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Work by several threads. The other kind of threads, workers of the caller's, runs the task
 * itself.
 */
@Timeout(30)
final class BatchTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 500).boxed().toList();

  static Stream<Batch.Everywhere> kindsOfThreads() {
    return Stream.of(Runnable::run, Batch.threads(1), Batch.threads(4));
  }

  @ParameterizedTest
  @MethodSource("kindsOfThreads")
  void resultsComeInTheItemsOrder(Batch.Everywhere everywhere) {
    assertEquals(
        ITEMS.stream().map(item -> -item).toList(), results(everywhere, ITEMS, item -> -item));
  }

  @ParameterizedTest
  @MethodSource("kindsOfThreads")
  void noItemIsNoResult(Batch.Everywhere everywhere) {
    assertEquals(List.of(), results(everywhere, List.of(), item -> item));
  }

  @ParameterizedTest
  @MethodSource("kindsOfThreads")
  void exceptionOfAnItemComesInItsPlace(Batch.Everywhere everywhere) {
    IllegalStateException failure = new IllegalStateException("item 3");
    List<Integer> before = new ArrayList<>();

    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () -> Batch.run(everywhere, ITEMS, item -> unless(3, item, failure), before::add));

    assertSame(failure, thrown);
    assertEquals(List.of(0, 1, 2), before);
  }

  @Test
  void exceptionOfTheThreadsIsThrown() {
    IllegalStateException failure = new IllegalStateException("no thread can be had");
    Batch.Everywhere none =
        task -> {
          throw failure;
        };

    assertSame(
        failure,
        assertThrows(IllegalStateException.class, () -> results(none, ITEMS, item -> item)));
  }

  @Test
  void severalItemsAreWorkedOnAtOnce() {
    CountDownLatch bothStarted = new CountDownLatch(2);

    assertEquals(
        List.of(1, 2),
        results(
            Batch.threads(2),
            List.of(1, 2),
            item -> {
              bothStarted.countDown();
              await(bothStarted);
              return item;
            }));
  }

  @Test
  void resultIsHandedOverBeforeTheNextIsThere() {
    CountDownLatch firstIsHandedOver = new CountDownLatch(1);
    List<Integer> handedOver = new ArrayList<>();

    Batch.run(
        Batch.threads(1),
        List.of(1, 2),
        item -> {
          await(item == 1 ? new CountDownLatch(0) : firstIsHandedOver);
          return item;
        },
        result -> {
          handedOver.add(result);
          firstIsHandedOver.countDown();
        });

    assertEquals(List.of(1, 2), handedOver);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int unless(int bad, int item, RuntimeException failure) {
    if (item == bad) {
      throw failure;
    }
    return item;
  }

  private static List<Integer> results(
      Batch.Everywhere everywhere, List<Integer> items, Function<Integer, Integer> work) {
    List<Integer> results = new ArrayList<>();
    Batch.run(everywhere, items, work, results::add);
    return results;
  }
}
