// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.sockdiff.abi.Counter;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.rule.Rule;
import org.sockdiff.rule.TruesizeTable;

/** Writes the first line of a record. */
final class HeaderWriter {
  private static final String GVISOR = "gvisor-";

  private final JsonGenerator json;

  HeaderWriter(JsonGenerator json) {
    this.json = json;
  }

  void write(RunHeader header) throws IOException {
    json.writeStartObject();
    json.writeStringField(RecordKeys.SCHEMA, RecordKeys.SCHEMA_1);
    json.writeObjectFieldStart(RecordKeys.TOOL);
    json.writeStringField(RecordKeys.NAME, header.tool());
    json.writeStringField(RecordKeys.VERSION, header.toolVersion());
    json.writeEndObject();
    json.writeObjectFieldStart(RecordKeys.KERNEL);
    json.writeStringField(RecordKeys.RELEASE, header.machine().release());
    json.writeStringField(RecordKeys.VERSION, header.machine().version());
    profile(header.kernel());
    json.writeEndObject();
    if (header.seed().isPresent()) {
      json.writeNumberField(RecordKeys.SEED, header.seed().getAsLong());
    }
    machine(header.machine());
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void profile(Profile profile) throws IOException {
    Profile base = base(profile);
    json.writeObjectFieldStart(RecordKeys.PROFILE);
    json.writeStringField(RecordKeys.NAME, profile.name());
    json.writeStringField(RecordKeys.BASE, base.name());
    List<Rule<?>> overridden = profile.differencesFrom(base);
    if (!overridden.isEmpty()) {
      json.writeObjectFieldStart(RecordKeys.OVERRIDES);
      for (Rule<?> rule : overridden) {
        json.writeStringField(rule.id(), profile.answerOf(rule).name());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** The profile that can be found by its name and is nearest: that of the same kernel. */
  private static Profile base(Profile profile) {
    if (profile.version().isPresent()) {
      return Profile.linux(profile.version().get());
    }
    int end = GVISOR.length() + "YYYYMMDD".length();
    String name = profile.name();
    boolean isDated = name.startsWith(GVISOR) && name.length() >= end && isDate(name, end);
    return Profiles.named(isDated ? name.substring(0, end) : GVISOR + "20221219");
  }

  private static boolean isDate(String name, int end) {
    return name.substring(GVISOR.length(), end).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void machine(Machine machine) throws IOException {
    json.writeObjectFieldStart(RecordKeys.MACHINE);
    json.writeStringField("architecture", machine.architecture());
    json.writeNumberField("pageSize", machine.pageSize());
    json.writeNumberField("hz", machine.hz());
    json.writeBooleanField("ipv6", machine.ipv6());
    json.writeNumberField("rmemDefault", machine.rmemDefault());
    json.writeNumberField("rmemMax", machine.rmemMax());
    json.writeNumberField("wmemDefault", machine.wmemDefault());
    json.writeNumberField("wmemMax", machine.wmemMax());
    json.writeNumberField("portLow", machine.portLow());
    json.writeNumberField("portHigh", machine.portHigh());
    json.writeNumberField("unprivilegedPortStart", machine.unprivilegedPortStart());
    json.writeStringField("capabilities", HexFormat.of().toHexDigits(machine.capabilities()));
    json.writeStringField(
        "initialCapabilities", HexFormat.of().toHexDigits(machine.initialCapabilities()));
    json.writeArrayFieldStart("counters");
    for (Counter counter : Counter.values()) {
      if (machine.counters().contains(counter)) {
        json.writeString(counter.text());
      }
    }
    json.writeEndArray();
    truesize("truesize", machine.truesize());
    truesize("truesize6", machine.truesize6());
    json.writeEndObject();
  }

  private void truesize(String key, TruesizeTable table) throws IOException {
    json.writeObjectFieldStart(key);
    numbers("limits", table.limits());
    numbers("charges", table.charges());
    json.writeNumberField("linearAdd", table.linearAdd());
    json.writeEndObject();
  }

  private void numbers(String key, List<Integer> numbers) throws IOException {
    json.writeArrayFieldStart(key);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }
}
