// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sockdiff.report.RunInfo;

/** How far a run is, by a clock that is set by hand. */
final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now;

  private Progress progress(boolean rewriting) {
    return new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), rewriting, () -> now);
  }

  private void pass(int milliseconds) {
    now += Duration.ofMillis(milliseconds).toNanos();
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void lineIsWrittenOverAfterATenthOfASecond() {
    Progress progress = progress(true);
    progress.of(3);
    progress.done("a");
    pass(100);
    progress.done("b\u001b");
    progress.done("c");
    progress.clear();
    progress.clear();

    assertEquals("\r\u001b[K2 of 3 cases, b\\x1b\r\u001b[K", written());
  }

  @Test
  void longNameDoesNotWrapTheLine() {
    Progress progress = progress(true);
    pass(100);
    progress.done("x".repeat(200));

    assertEquals("\r\u001b[K".length() + 72, written().length());
  }

  @Test
  void beatsEveryHalfMinuteWhereNothingIsWrittenOver() {
    Progress progress = progress(false);
    progress.of(RunInfo.UNKNOWN);
    pass(29_999);
    progress.done("a");
    pass(1);
    progress.done("b");
    progress.clear();

    assertEquals("sockdiff: 2 cases so far\n", written());
  }
}
