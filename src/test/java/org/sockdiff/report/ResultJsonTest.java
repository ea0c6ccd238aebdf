// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON is what docs/results.schema.json allows. */
final class ResultJsonTest {
  private final JsonSchema schema;

  ResultJsonTest() throws IOException {
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("docs", "results.schema.json")));
  }

  @Test
  void documentIsAllowed() {
    assertEquals(Set.of(), schema.validate(Samples.written(Format.JSON), InputFormat.JSON));
  }

  @Test
  void everyLineIsAllowed() {
    Samples.written(Format.NDJSON)
        .lines()
        .forEach(line -> assertEquals(Set.of(), schema.validate(line, InputFormat.JSON), line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"schema\":\"sockdiff-results-2\",\"tool\":\"\",\"observed\":\"\",\"profile\":\"\"}",
        "{\"case\":\"a\",\"file\":\"a\",\"verdict\":\"passed\",\"divergences\":[]}",
        "{\"case\":\"a\",\"file\":\"a\",\"verdict\":\"diverges\",\"divergences\":[]}",
        "{\"case\":\"a\",\"file\":\"a\",\"verdict\":\"skipped\",\"divergences\":[]}",
        "{\"summary\":{\"conforms\":1}}"
      })
  void schemaRefusesWhatIsNoResult(String line) {
    assertFalse(schema.validate(line, InputFormat.JSON).isEmpty(), line);
  }
}
