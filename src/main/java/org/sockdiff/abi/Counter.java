// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.Optional;

/**
 * A column of {@code /proc/net/snmp} or a line of {@code /proc/net/snmp6} that sockdiff compares.
 *
 * <p>Source: net/ipv4/proc.c, snmp4_udp_list; net/ipv6/proc.c, snmp6_udp6_list. Not every kernel
 * has every column: an absent one is absent, not zero.
 */
public enum Counter {
  UDP_IN_DATAGRAMS(Table.UDP, "InDatagrams"),
  UDP_NO_PORTS(Table.UDP, "NoPorts"),
  UDP_IN_ERRORS(Table.UDP, "InErrors"),
  UDP_OUT_DATAGRAMS(Table.UDP, "OutDatagrams"),
  UDP_RCVBUF_ERRORS(Table.UDP, "RcvbufErrors"),
  UDP_SNDBUF_ERRORS(Table.UDP, "SndbufErrors"),
  UDP_IN_CSUM_ERRORS(Table.UDP, "InCsumErrors"),
  UDP_IGNORED_MULTI(Table.UDP, "IgnoredMulti"),
  UDP_MEM_ERRORS(Table.UDP, "MemErrors"),
  UDP6_IN_DATAGRAMS(Table.UDP6, "InDatagrams"),
  UDP6_NO_PORTS(Table.UDP6, "NoPorts"),
  UDP6_IN_ERRORS(Table.UDP6, "InErrors"),
  UDP6_OUT_DATAGRAMS(Table.UDP6, "OutDatagrams"),
  UDP6_RCVBUF_ERRORS(Table.UDP6, "RcvbufErrors"),
  UDP6_SNDBUF_ERRORS(Table.UDP6, "SndbufErrors"),
  UDP6_IN_CSUM_ERRORS(Table.UDP6, "InCsumErrors"),
  UDP6_IGNORED_MULTI(Table.UDP6, "IgnoredMulti"),
  UDP6_MEM_ERRORS(Table.UDP6, "MemErrors");

  private static final Counter[] ALL = values();

  private final Table table;
  private final String column;

  Counter(Table table, String column) {
    this.table = table;
    this.column = column;
  }

  /** The tables, with the names that scripts use. */
  public enum Table {
    /** The line {@code Udp:} of {@code /proc/net/snmp}. */
    UDP("Udp"),
    /** The lines {@code Udp6...} of {@code /proc/net/snmp6}. */
    UDP6("Udp6");

    private final String text;

    Table(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public Table table() {
    return table;
  }

  /** The column's name without its table: {@code InDatagrams}. */
  public String column() {
    return column;
  }

  /** {@code Udp.InDatagrams}. */
  public String text() {
    return table.text + "." + column;
  }

  /** The counter of a table's column; empty if sockdiff does not compare it. */
  public static Optional<Counter> of(Table table, String column) {
    for (Counter counter : ALL) {
      if (counter.table == table && counter.column.equals(column)) {
        return Optional.of(counter);
      }
    }
    return Optional.empty();
  }

  /** Its place in sets of counters that are kept as bits. */
  @SuppressWarnings("EnumOrdinal") // never stored or shown
  int index() {
    return ordinal();
  }

  /** The counter with an index. */
  static Counter at(int index) {
    return ALL[index];
  }
}
