// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Many pieces of work by several threads, the results in order. */
final class Batch {
  private Batch() {}

  /** Something that runs a task on several threads at once and waits for all of them. */
  interface Everywhere {
    void run(Runnable task);
  }

  /** Threads of our own. */
  static Everywhere threads(int count) {
    return task -> {
      List<CompletableFuture<Void>> runs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        start("job-" + i, () -> complete(done, task));
        runs.add(done);
      }
      runs.forEach(CompletableFuture::join);
    };
  }

  private static void complete(CompletableFuture<Void> done, Runnable task) {
    try {
      task.run();
      done.complete(null);
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Works on each item and hands over the results in the items' order, as soon as that allows. */
  static <T, R> void run(
      Everywhere everywhere, List<T> items, Function<T, R> work, Consumer<R> inOrder) {
    List<CompletableFuture<R>> results = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      results.add(new CompletableFuture<>());
    }
    AtomicInteger next = new AtomicInteger();
    start(
        "batch",
        () -> {
          try {
            everywhere.run(() -> takeInTurn(next, items, work, results));
          } catch (RuntimeException | Error e) {
            results.forEach(result -> result.completeExceptionally(e));
          }
        });
    for (CompletableFuture<R> result : results) {
      inOrder.accept(join(result));
    }
  }

  private static <T, R> void takeInTurn(
      AtomicInteger next, List<T> items, Function<T, R> work, List<CompletableFuture<R>> results) {
    for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
      try {
        results.get(i).complete(work.apply(items.get(i)));
      } catch (RuntimeException | Error e) {
        results.get(i).completeExceptionally(e);
      }
    }
  }

  private static <R> R join(CompletableFuture<R> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
