// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sockdiff.report.Printable;
import org.sockdiff.report.RunInfo;

/**
 * How far a run is, on standard error: a line that is written over on a terminal, one every half
 * minute elsewhere. Short runs say nothing.
 */
final class Progress {
  private static final long BETWEEN_LINES = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long BETWEEN_BEATS = TimeUnit.SECONDS.toNanos(30);
  private static final int WIDTH = 72;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean rewriting;
  private final LongSupplier clock;
  private int total = RunInfo.UNKNOWN;
  private int done;
  private long last;
  private boolean shown;

  /**
   * A progress.
   *
   * @param rewriting whether one line is written over and over
   * @param clock nanoseconds
   */
  Progress(PrintStream err, boolean rewriting, LongSupplier clock) {
    this.err = err;
    this.rewriting = rewriting;
    this.clock = clock;
    this.last = clock.getAsLong();
  }

  /** There are so many cases, or {@link RunInfo#UNKNOWN}. */
  void of(int cases) {
    total = cases;
  }

  /** A case is done, and its result written. */
  void done(String id) {
    done++;
    long now = clock.getAsLong();
    if (now - last < (rewriting ? BETWEEN_LINES : BETWEEN_BEATS)) {
      return;
    }
    last = now;
    String count = done + (total == RunInfo.UNKNOWN ? "" : " of " + total) + " cases";
    if (rewriting) {
      String line = count + ", " + Printable.of(id);
      err.print(ERASE + line.substring(0, Math.min(WIDTH, line.length())));
      err.flush();
      shown = true;
    } else {
      err.println("sockdiff: " + count + " so far");
    }
  }

  /** Takes the line away, so that something else can be written. */
  void clear() {
    if (shown) {
      err.print(ERASE);
      err.flush();
      shown = false;
    }
  }
}
