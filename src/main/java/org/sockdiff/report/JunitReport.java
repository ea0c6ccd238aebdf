// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sockdiff.check.CaseResult;

/**
 * JUnit XML as Jenkins's xunit plugin specifies it (junit-10.xsd) and GitLab reads it: a suite for
 * each directory, a class for each trace, a test case for each set of values of its variables.
 */
final class JunitReport implements Report {
  private final PrintStream out;
  private final Map<String, Suite> suites = new LinkedHashMap<>();
  private final UniqueNames names = UniqueNames.exact();
  private RunInfo run = RunInfo.NONE;

  JunitReport(PrintStream out) {
    this.out = out;
  }

  /** What is known of a directory: its counts come before its cases, so those wait. */
  private static final class Suite {
    private final StringBuilder cases = new StringBuilder();
    private int tests;
    private int failures;
    private int errors;
    private int skipped;
    private Duration time = Duration.ZERO;

    private void add(Status status, Duration took) {
      tests++;
      failures += status.junit().equals("failure") ? 1 : 0;
      errors += status.junit().equals("error") ? 1 : 0;
      skipped += status.junit().equals("skipped") ? 1 : 0;
      time = time.plus(took);
    }

    private void add(Suite other) {
      tests += other.tests;
      failures += other.failures;
      errors += other.errors;
      time = time.plus(other.time);
    }

    /** The attributes that a suite and the whole have in common. */
    private String counts() {
      return attribute("tests", String.valueOf(tests))
          + attribute("failures", String.valueOf(failures))
          + attribute("errors", String.valueOf(errors));
    }
  }

  @Override
  public void begin(RunInfo info) {
    run = info;
  }

  @Override
  public void result(CaseResult result, Duration took) {
    Status status = Status.of(result.verdict());
    String file = CaseText.file(result);
    String directory = file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : ".";
    Suite suite = suites.computeIfAbsent(directory, unused -> new Suite());
    suite.add(status, took);
    suite
        .cases
        .append("    <testcase")
        .append(names(result))
        .append(attribute("time", seconds(took)))
        .append(status == Status.PASS ? "/>\n" : ">" + element(result, status) + "</testcase>\n");
  }

  /** GitLab keeps one case of each class and name, so no two may have both in common. */
  private String names(CaseResult result) {
    String path = result.id();
    int values = path.indexOf('[');
    if (!result.program().variables().isEmpty() && values > 0) {
      path = path.substring(0, values);
    }
    String variant =
        result.program().variables().isEmpty()
            ? path.substring(path.lastIndexOf('/') + 1)
            : String.join(",", result.program().variables());
    String type = path.replace('/', '.');
    String both = type + "\n" + variant;
    String number = names.unique(both).substring(both.length());
    return attribute("classname", type) + attribute("name", variant + number);
  }

  private static String element(CaseResult result, Status status) {
    String name = status.junit();
    String why = CaseText.why(result);
    String details = escaped(String.join("\n", CaseText.plain(result)));
    return switch (status) {
      case PASS -> "";
      case SKIP -> "<" + name + attribute("message", why) + "/>";
      case XFAIL -> "<" + name + attribute("message", "xfail: " + why) + "/>";
      case FLAKY ->
          "<"
              + start(name, type(result), why)
              + "<stackTrace>"
              + details
              + "</stackTrace>"
              + end(name);
      case FAIL -> "<" + start(name, type(result), why) + details + end(name);
      case XPASS -> "<" + start(name, "xpass", why) + details + end(name);
      case ERROR -> "<" + start(name, "inconclusive", why) + details + end(name);
    };
  }

  private static String type(CaseResult result) {
    return result.divergences().isEmpty()
        ? result.verdict().text()
        : result.divergences().get(0).aspect().text();
  }

  private static String start(String name, String type, String message) {
    return name + attribute("type", type) + attribute("message", message) + ">";
  }

  private static String end(String name) {
    return "</" + name + ">";
  }

  @Override
  public void end(Summary summary) {
    Suite all = new Suite();
    suites.values().forEach(all::add);
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.println(
        "<testsuites"
            + attribute("name", "sockdiff")
            + all.counts()
            + attribute("time", seconds(all.time))
            + ">");
    suites.forEach(this::write);
    out.println("</testsuites>");
  }

  private void write(String directory, Suite suite) {
    out.println(
        "  <testsuite"
            + attribute("name", directory)
            + suite.counts()
            + attribute("skipped", String.valueOf(suite.skipped))
            + attribute("time", seconds(suite.time))
            + attribute("file", directory)
            + ">");
    out.println("    <properties>");
    property("sockdiff", run.tool());
    property("observed", run.observed());
    property("profile", run.profile());
    out.println("    </properties>");
    out.print(suite.cases);
    out.println("  </testsuite>");
  }

  private void property(String name, String value) {
    out.println("      <property" + attribute("name", name) + attribute("value", value) + "/>");
  }

  /** Plain seconds, as the schema wants them: never an exponent or a comma. */
  private static String seconds(Duration time) {
    long millis = time.toMillis();
    String fraction = String.valueOf(1000 + millis % 1000).substring(1);
    return millis / 1000 + "." + fraction;
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + escaped(Printable.of(value)) + "\"";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
