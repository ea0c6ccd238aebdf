// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import org.sockdiff.check.Verdict;

/**
 * What a verdict is in the formats of others: the one table that they all go by, printed in
 * docs/records.md. A flaky case counts as passed there, with the difference told; that the run
 * fails all the same is its exit code's to say.
 */
enum Status {
  //    ok     directive  in totals  JUnit           GitHub
  PASS(true, "", "pass", "", ""),
  FAIL(false, "", "fail", "failure", "error"),
  XFAIL(true, "XFAIL", "xfail", "skipped", ""),
  XPASS(false, "", "xpass", "failure", "error"),
  FLAKY(true, "", "pass", "flakyFailure", "warning"),
  SKIP(true, "SKIP", "skip", "skipped", ""),
  ERROR(false, "ERROR", "error", "error", "error");

  private final boolean ok;
  private final String directive;
  private final String total;
  private final String junit;
  private final String github;

  Status(boolean ok, String directive, String total, String junit, String github) {
    this.ok = ok;
    this.directive = directive;
    this.total = total;
    this.junit = junit;
    this.github = github;
  }

  static Status of(Verdict verdict) {
    return switch (verdict) {
      case CONFORMS -> PASS;
      case DIVERGES -> FAIL;
      case KNOWN -> XFAIL;
      case FIXED -> XPASS;
      case FLAKY -> FLAKY;
      case SKIPPED -> SKIP;
      case INCONCLUSIVE -> ERROR;
    };
  }

  /** Whether TAP says ok. */
  boolean ok() {
    return ok;
  }

  /** The word that stands after TAP's number sign, with the reason; empty if none does. */
  String directive() {
    return directive;
  }

  /** Under which word kselftest counts it. */
  String total() {
    return total;
  }

  /** The element in JUnit's test case; empty if there is none. */
  String junit() {
    return junit;
  }

  /** The workflow command that annotates it; empty if none does. */
  String github() {
    return github;
  }
}
