// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profiles;

/** Every line that is written is one that docs/record-v1.schema.json allows. */
class RecordSchemaTest {
  private final JsonSchema schema;

  RecordSchemaTest() throws IOException {
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("docs", "record-v1.schema.json")));
  }

  @Test
  void allowsWhatTheModelDoes() {
    List<Recording> seen = Records.programs(Records.SCRIPT).stream().map(Records::run).toList();

    allows(Records.written(Records.HEADER.withSeed(-1), seen));
  }

  @Test
  void allowsAnyEvents() {
    long seed = Long.getLong("seed", System.nanoTime());
    Program program = Records.program(Records.SCRIPT);
    for (int round = 0; round < 20; round++) {
      allows(Records.written(new EventGenerator(program, seed + round).recording()));
    }
  }

  @Test
  void allowsAnOverriddenProfile() {
    RunHeader header =
        new RunHeader(
            "x",
            "1",
            Machine.TYPICAL,
            Profiles.override(Profiles.named("linux-3.10"), "udp.in-datagrams-at=CONSUMPTION"),
            Records.HEADER.seed());

    allows(Records.written(header, List.of()));
  }

  private void allows(String record) {
    record
        .lines()
        .forEach(line -> assertEquals(Set.of(), schema.validate(line, InputFormat.JSON), line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"case\":\"x\"}",
        "{\"case\":\"x\",\"seq\":0,\"event\":\"counters\",\"action\":0,\"line\":1}",
        "{\"case\":\"x\",\"seq\":-1,\"event\":\"counters\",\"action\":0,\"line\":1,\"counters\":{}}",
        "{\"case\":\"x\",\"seq\":0,\"event\":\"counters\",\"action\":0,\"line\":1,\"counters\":{\"X\":1}}",
        "{\"case\":\"x\",\"seq\":0,\"thread\":\"\",\"event\":\"return\",\"action\":0,\"line\":1,"
            + "\"call\":\"c\",\"ret\":0,\"errno\":\"EAGAIN\"}",
        "{\"case\":\"x\",\"seq\":0,\"thread\":\"\",\"event\":\"return\",\"action\":0,\"line\":1,"
            + "\"call\":\"c\",\"ret\":1,\"data\":\"a\",\"hex\":\"61\"}",
        "{\"footer\":{\"cases\":1,\"lines\":1,\"sha256\":\"0\"}}"
      })
  void refusesWhatIsNoLine(String line) {
    assertFalse(schema.validate(line, InputFormat.JSON).isEmpty(), line);
  }
}
