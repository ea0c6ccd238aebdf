// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.Counter;
import org.sockdiff.sys.CounterValues;

/**
 * A table of {@code /proc/net/snmp}: a line of column names and a line of numbers, both beginning
 * with the table's name. The names are read once; where the table stands is remembered, because it
 * moves only when a number above it gets longer.
 *
 * <p>Source: net/ipv4/proc.c, snmp_seq_show_ipstats and snmp_seq_show_tcp_udp.
 */
final class SnmpRow {
  private final byte[] start;
  private final int namesLength;
  private final @Nullable Counter[] columns;
  private int at;

  /**
   * Reads the names.
   *
   * @param text the file, from index 0
   */
  SnmpRow(ByteBuffer text, int length, Counter.Table table) {
    start = (table.text() + ": ").getBytes(StandardCharsets.US_ASCII);
    at = AsciiScan.lineStartingWith(text, length, start);
    if (at < 0) {
      namesLength = 0;
      columns = new Counter[0];
      return;
    }
    namesLength = AsciiScan.endOfLine(text, length, at) + 1 - at;
    String[] names = AsciiScan.text(text, at + start.length, at + namesLength - 1).split(" ", -1);
    columns = new Counter[names.length];
    for (int i = 0; i < names.length; i++) {
      columns[i] = Counter.of(table, names[i]).orElse(null);
    }
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
    int i = at + namesLength + start.length;
    for (Counter counter : columns) {
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
