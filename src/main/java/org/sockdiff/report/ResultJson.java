// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Divergence;
import org.sockdiff.check.Explanation;
import org.sockdiff.check.Verdict;

/**
 * Results for programs: one JSON document, or one line a result between a header and a footer
 * (docs/records.md).
 */
public final class ResultJson implements Report {
  private static final String SCHEMA = "sockdiff-results-1";

  private final PrintStream out;
  private final boolean lines;
  private final JsonGenerator json;

  /**
   * A report.
   *
   * @param lines whether each result is a line of its own (ndjson)
   */
  public ResultJson(PrintStream out, boolean lines) {
    this.out = out;
    this.lines = lines;
    try {
      this.json = new JsonFactory().createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setRootValueSeparator(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void text(String key, String value) throws IOException {
    json.writeStringField(key, Printable.of(value));
  }

  /** Something that writes JSON. */
  private interface Writing {
    void write() throws IOException;
  }

  private void line(Writing writing) {
    try {
      writing.write();
      json.flush();
      if (lines) {
        out.println();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void begin(RunInfo run) {
    line(
        () -> {
          json.writeStartObject();
          json.writeStringField("schema", SCHEMA);
          text("tool", run.tool());
          text("observed", run.observed());
          text("profile", run.profile());
          if (lines) {
            json.writeEndObject();
          } else {
            json.writeArrayFieldStart("results");
          }
        });
  }

  @Override
  public void result(CaseResult result, Duration took) {
    line(() -> write(result));
  }

  private void write(CaseResult result) throws IOException {
    json.writeStartObject();
    text("case", result.id());
    text("file", result.program().script().name());
    text("verdict", result.verdict().text());
    if (!result.reason().isEmpty()) {
      text("reason", result.reason());
    }
    if (result.stoppedAt().isPresent()) {
      json.writeNumberField("stoppedAtLine", result.stoppedAt().get().line());
    }
    json.writeArrayFieldStart("divergences");
    for (Divergence divergence : result.divergences()) {
      write(divergence);
    }
    json.writeEndArray();
    if (result.explanation().isPresent()) {
      write(result.explanation().get());
    }
    if (!result.searched().isEmpty()) {
      text("searched", result.searched());
    }
    json.writeEndObject();
  }

  private void write(Explanation explanation) throws IOException {
    json.writeObjectFieldStart("explanation");
    json.writeArrayFieldStart("rules");
    for (Explanation.Flip flip : explanation.flips()) {
      json.writeStartObject();
      text("rule", flip.rule().id());
      text("model", flip.model().name());
      text("observed", flip.observed().name());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("whole", explanation.whole());
    json.writeEndObject();
  }

  private void write(Divergence divergence) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", divergence.location().line());
    json.writeNumberField("column", divergence.location().column());
    text("call", divergence.call());
    text("aspect", divergence.aspect().text());
    text("observed", divergence.observed());
    json.writeArrayFieldStart("allowed");
    for (String allowed : divergence.allowed()) {
      json.writeString(Printable.of(allowed));
    }
    json.writeEndArray();
    if (divergence.stated().isPresent()) {
      text("stated", divergence.stated().get());
    }
    text("odd", divergence.odd().word());
    if (!divergence.goingOn().isEmpty()) {
      text("goingOn", divergence.goingOn());
    }
    json.writeEndObject();
  }

  @Override
  public void end(Summary summary) {
    line(
        () -> {
          if (lines) {
            json.writeStartObject();
          } else {
            json.writeEndArray();
          }
          json.writeObjectFieldStart("summary");
          for (Verdict verdict : Verdict.values()) {
            json.writeNumberField(verdict.text(), summary.count(verdict));
          }
          json.writeEndObject();
          json.writeEndObject();
        });
    if (!lines) {
      out.println();
    }
  }
}
