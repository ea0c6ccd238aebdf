// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.sockdiff.lint.Finding;
import org.sockdiff.lint.LintRule;

/** Findings as SARIF 2.1.0, which code scanning reads. */
public final class LintSarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private LintSarif() {}

  /** Writes them as one document. */
  public static void write(PrintStream out, List<Finding> findings, String version) {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("$schema", SCHEMA);
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      tool(json, version);
      json.writeStringField("columnKind", "utf16CodeUnits");
      json.writeArrayFieldStart("results");
      for (Finding finding : findings) {
        result(json, finding);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private static void tool(JsonGenerator json, String version) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "sockdiff");
    json.writeStringField("version", version);
    json.writeArrayFieldStart("rules");
    for (LintRule rule : LintRule.values()) {
      json.writeStartObject();
      json.writeStringField("id", rule.id());
      json.writeStringField("name", rule.slug());
      text(json, "shortDescription", rule.summary());
      text(json, "help", rule.explanation());
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", rule.level().text());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void result(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", finding.rule().id());
    json.writeNumberField("ruleIndex", List.of(LintRule.values()).indexOf(finding.rule()));
    json.writeStringField("level", finding.level().text());
    text(json, "message", finding.message());
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(finding.location().file()));
    json.writeEndObject();
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", finding.location().line());
    json.writeNumberField("startColumn", finding.location().column());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  /** A path as a relative reference, or with the scheme {@code file} if it is absolute. */
  private static String uri(String path) {
    try {
      String scheme = path.startsWith("/") ? "file" : null;
      String host = scheme == null ? null : "";
      return new URI(scheme, host, path, null, null).toASCIIString();
    } catch (URISyntaxException e) {
      return path;
    }
  }
}
