// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.sockdiff.abi.Counter;

/**
 * A table of {@code /proc/net/snmp}: a line of column names and a line of numbers, both beginning
 * with the table's name. The names are read once; where the table stands is remembered, because it
 * moves only when a number above it gets longer.
 *
 * <p>Source: net/ipv4/proc.c, snmp_seq_show_ipstats and snmp_seq_show_tcp_udp.
 */
final class SnmpRow {
  private static final int NOT_COMPARED = -1;

  private final byte[] start;
  private final int namesLength;
  private final int[] ordinals;
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
      ordinals = new int[0];
      return;
    }
    namesLength = AsciiScan.endOfLine(text, length, at) + 1 - at;
    String[] names = AsciiScan.text(text, at + start.length, at + namesLength - 1).split(" ", -1);
    ordinals = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      ordinals[i] = Counter.of(table, names[i]).map(Counter::ordinal).orElse(NOT_COMPARED);
    }
  }

  void addPresent(Set<Counter> present) {
    AsciiScan.addPresent(ordinals, present);
  }

  /** Reads the numbers of the table's counters into {@code values}, by their ordinals. */
  void read(ByteBuffer text, int length, long[] values) {
    if (ordinals.length == 0) {
      return;
    }
    if (!AsciiScan.isLineStart(text, length, at, start)) {
      at = AsciiScan.lineStartingWith(text, length, start);
      if (at < 0) {
        throw new IllegalStateException("the counters' file lost a table");
      }
    }
    int i = at + namesLength + start.length;
    for (int ordinal : ordinals) {
      long value = 0;
      for (int digit = text.get(i++) - '0'; digit >= 0; digit = text.get(i++) - '0') {
        value = 10 * value + digit;
      }
      if (ordinal != NOT_COMPARED) {
        values[ordinal] = value;
      }
    }
  }
}
