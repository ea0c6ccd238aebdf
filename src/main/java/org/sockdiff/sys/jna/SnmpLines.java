// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.Counter;
import org.sockdiff.sys.CounterValues;

/**
 * A table of {@code /proc/net/snmp6}: adjacent lines, each a name with the table's name before it,
 * padded to 32 characters, a tab and a number. The names are read once; where the first line stands
 * is remembered.
 *
 * <p>Source: net/ipv6/proc.c, snmp6_seq_show_item.
 */
final class SnmpLines {
  private final byte[] start;
  private final @Nullable Counter[] columns;
  private int at;

  /**
   * Reads the names.
   *
   * @param text the file, from index 0
   */
  SnmpLines(ByteBuffer text, int length, Counter.Table table) {
    start = table.text().getBytes(StandardCharsets.US_ASCII);
    at = AsciiScan.lineStartingWith(text, length, start);
    @Nullable Counter[] found = new Counter[length];
    int count = 0;
    int line = at;
    while (line >= 0 && AsciiScan.isLineStart(text, length, line, start)) {
      int end = AsciiScan.endOfLine(text, length, line);
      String name = AsciiScan.text(text, line + start.length, end).split("\\s", 2)[0];
      found[count++] = Counter.of(table, name).orElse(null);
      line = end + 1;
    }
    columns = Arrays.copyOf(found, count);
  }

  /** Adds the counters that the table has. */
  void addPresent(Set<Counter> present) {
    for (Counter counter : columns) {
      if (counter != null) {
        present.add(counter);
      }
    }
  }

  /** Reads the numbers of the table's counters. */
  void read(ByteBuffer text, int length, CounterValues values) {
    if (columns.length == 0) {
      return;
    }
    if (!AsciiScan.isLineStart(text, length, at, start)) {
      at = AsciiScan.lineStartingWith(text, length, start);
      if (at < 0) {
        throw new IllegalStateException("the counters' file lost a table");
      }
    }
    int i = at;
    for (Counter counter : columns) {
      while (text.get(i++) != '\t') {}
      long value = 0;
      for (int digit = text.get(i++) - '0'; digit >= 0; digit = text.get(i++) - '0') {
        value = 10 * value + digit;
      }
      if (counter != null) {
        values.set(counter, value);
      }
    }
  }
}
