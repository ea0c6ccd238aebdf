// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.sockdiff.op.Needs;
import org.sockdiff.op.Program;

/** The cases of traces for programs: one JSON document (docs/records.md). */
public final class ListJson {
  private static final String SCHEMA = "sockdiff-list-1";

  private ListJson() {}

  /** Writes the document. */
  public static void write(PrintStream out, List<Program> programs) {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeArrayFieldStart("cases");
      for (Program program : programs) {
        write(json, program);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private static void write(JsonGenerator json, Program program) throws IOException {
    json.writeStartObject();
    json.writeStringField("case", program.id());
    json.writeStringField("file", program.script().name());
    json.writeStringField("title", program.script().title());
    json.writeObjectFieldStart("variables");
    for (String variable : program.variables()) {
      int equals = variable.indexOf('=');
      json.writeStringField(variable.substring(0, equals), variable.substring(equals + 1));
    }
    json.writeEndObject();
    write(json, program.needs());
    json.writeNumberField("threads", program.threads().size());
    json.writeNumberField("steps", program.actions().size());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Needs needs) throws IOException {
    json.writeArrayFieldStart("needs");
    for (String need : needs.features()) {
      json.writeString(need);
    }
    json.writeEndArray();
    if (needs.since().isPresent()) {
      json.writeStringField("since", needs.since().get().toString());
    }
    if (needs.until().isPresent()) {
      json.writeStringField("until", needs.until().get().toString());
    }
  }
}
