// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sockdiff.abi.Counter;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.ProfileException;
import org.sockdiff.rule.Profiles;
import org.sockdiff.rule.TruesizeTable;

/** Reads the first line of a record. */
final class HeaderReader {
  private static final int MOST = Integer.MAX_VALUE;
  private static final int HIGHEST_PORT = 65535;

  /** Bytes: more than any datagram is charged, and little enough to be added up. */
  private static final int MOST_CHARGED = 1 << 24;

  private HeaderReader() {}

  static RunHeader read(JsonObject line) {
    String schema =
        line.optionalText(RecordKeys.SCHEMA)
            .orElseThrow(
                () ->
                    line.wrong("not a record: the first line has no '" + RecordKeys.SCHEMA + "'"));
    if (!schema.equals(RecordKeys.SCHEMA_1)) {
      throw line.wrong(
          "unknown schema "
              + RecordException.quoted(schema)
              + ": only "
              + RecordKeys.SCHEMA_1
              + " can be read");
    }
    JsonObject tool = line.object(RecordKeys.TOOL);
    JsonObject kernel = line.object(RecordKeys.KERNEL);
    return new RunHeader(
        tool.text(RecordKeys.NAME),
        tool.text(RecordKeys.VERSION),
        machine(kernel, line.object(RecordKeys.MACHINE)),
        profile(kernel.object(RecordKeys.PROFILE)),
        line.has(RecordKeys.SEED)
            ? OptionalLong.of(line.number(RecordKeys.SEED))
            : OptionalLong.empty());
  }

  private static Profile profile(JsonObject object) {
    try {
      Profile profile = Profiles.named(object.text(RecordKeys.BASE));
      if (object.has(RecordKeys.OVERRIDES)) {
        JsonObject overrides = object.object(RecordKeys.OVERRIDES);
        for (String rule : overrides.keys()) {
          profile = Profiles.override(profile, rule + "=" + overrides.text(rule));
        }
      }
      return profile.named(object.text(RecordKeys.NAME));
    } catch (ProfileException e) {
      throw object.wrong("the kernel's profile: " + e.getMessage());
    }
  }

  private static Machine machine(JsonObject kernel, JsonObject machine) {
    return new Machine(
        kernel.text(RecordKeys.RELEASE),
        kernel.text(RecordKeys.VERSION),
        machine.text("architecture"),
        machine.number("pageSize", 1, MOST),
        machine.number("hz", 0, MOST),
        machine.flag("ipv6"),
        machine.number("rmemDefault", 0, MOST),
        machine.number("rmemMax", 0, MOST),
        machine.number("wmemDefault", 0, MOST),
        machine.number("wmemMax", 0, MOST),
        machine.number("portLow", 0, HIGHEST_PORT),
        machine.number("portHigh", 0, HIGHEST_PORT),
        machine.number("unprivilegedPortStart", 0, HIGHEST_PORT + 1),
        machine.read("capabilities", "16 hexadecimal digits", HeaderReader::capabilities),
        machine.has("initialCapabilities")
            ? machine.read(
                "initialCapabilities", "16 hexadecimal digits", HeaderReader::capabilities)
            : 0,
        counters(machine),
        truesize(machine.object("truesize")),
        truesize(machine.object("truesize6")));
  }

  private static Optional<Long> capabilities(String text) {
    try {
      return text.length() == 16 ? Optional.of(Long.parseUnsignedLong(text, 16)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Set<Counter> counters(JsonObject machine) {
    Set<Counter> counters = EnumSet.noneOf(Counter.class);
    for (String name : machine.list("counters", String.class)) {
      counters.add(counter(machine, name));
    }
    return counters;
  }

  /** The counter of a name like {@code Udp.InDatagrams}. */
  static Counter counter(JsonObject line, String name) {
    int dot = name.indexOf('.');
    for (Counter.Table table : Counter.Table.values()) {
      if (dot >= 0 && name.substring(0, dot).equals(table.text())) {
        Optional<Counter> counter = Counter.of(table, name.substring(dot + 1));
        if (counter.isPresent()) {
          return counter.get();
        }
      }
    }
    throw line.wrong("unknown counter " + RecordException.quoted(name));
  }

  private static TruesizeTable truesize(JsonObject table) {
    List<Integer> limits = sizes(table, "limits", 0);
    List<Integer> charges = sizes(table, "charges", 1);
    if (limits.size() != charges.size()) {
      throw table.wrong(
          "a truesize table has " + limits.size() + " limits, but " + charges.size() + " charges");
    }
    return new TruesizeTable(limits, charges, table.number("linearAdd", 1, MOST_CHARGED));
  }

  private static List<Integer> sizes(JsonObject table, String key, int least) {
    List<Integer> sizes = new ArrayList<>();
    for (long size : table.list(key, Long.class)) {
      if (size < least || size > MOST_CHARGED) {
        throw table.wrong("a truesize table holds " + size);
      }
      sizes.add((int) size);
    }
    return sizes;
  }
}
