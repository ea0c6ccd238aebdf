// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sockdiff.check.CaseResult;
import org.sockdiff.report.Report;
import org.sockdiff.report.RunInfo;
import org.sockdiff.report.Summary;

/** Where results go: standard output, files, and as a count to whoever waits for them. */
final class Output implements Report, AutoCloseable {
  private final PrintStream out;
  private final List<Report> reports = new ArrayList<>();
  private final List<ReportFile> files = new ArrayList<>();
  private final Progress progress;
  private final boolean timed;

  /**
   * An output.
   *
   * @param report writes to {@code out}, standard output
   * @param timed whether reports may tell how long things took
   */
  Output(PrintStream out, Report report, Progress progress, boolean timed) {
    this.out = out;
    this.reports.add(report);
    this.progress = progress;
    this.timed = timed;
  }

  void add(ReportFile file) {
    files.add(file);
    reports.add(file.report());
  }

  @Override
  public void begin(RunInfo run) {
    progress.of(run.cases());
    for (Report report : reports) {
      report.begin(run);
    }
  }

  @Override
  public void result(CaseResult result, Duration took) {
    progress.clear();
    for (Report report : reports) {
      report.result(result, timed ? took : Duration.ZERO);
    }
    out.flush();
    progress.done(result.id());
  }

  @Override
  public void end(Summary summary) {
    progress.clear();
    for (Report report : reports) {
      report.end(summary);
    }
    out.flush();
    for (ReportFile file : files) {
      file.finish();
    }
  }

  @Override
  public void close() {
    progress.clear();
    for (ReportFile file : files) {
      file.close();
    }
  }
}
