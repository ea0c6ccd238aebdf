// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.Counter;
import org.sockdiff.sys.CounterReader;
import org.sockdiff.sys.CounterValues;

/**
 * The counters in {@code /proc/thread-self/net/snmp} and {@code snmp6}, whose files stay bound to
 * the namespace in which they were opened.
 *
 * <p>The kernel sums each counter over the CPUs when the file is read, so that a reading after a
 * call sees all that the call did (net/ipv4/af_inet.c, snmp_fold_field).
 */
final class ProcNetCounters implements CounterReader {
  private static final int CAPACITY = 16 * 1024;

  private final @Nullable SystemFile snmp;
  private final @Nullable SystemFile snmp6;
  private final @Nullable SnmpRow udp;
  private final @Nullable SnmpLines udp6;
  private final Set<Counter> present = EnumSet.noneOf(Counter.class);

  ProcNetCounters() {
    snmp = open("/proc/thread-self/net/snmp");
    snmp6 = open("/proc/thread-self/net/snmp6");
    udp = snmp == null ? null : new SnmpRow(snmp.bytes(), snmp.read(), Counter.Table.UDP);
    udp6 = snmp6 == null ? null : new SnmpLines(snmp6.bytes(), snmp6.read(), Counter.Table.UDP6);
    if (udp != null) {
      udp.addPresent(present);
    }
    if (udp6 != null) {
      udp6.addPresent(present);
    }
  }

  private static @Nullable SystemFile open(String path) {
    Optional<SystemFile> file = SystemFile.open(path, CAPACITY);
    return file.orElse(null);
  }

  @Override
  public Set<Counter> present() {
    return Collections.unmodifiableSet(present);
  }

  @Override
  public void read(Set<Counter.Table> tables, CounterValues values) {
    if (udp != null && snmp != null && tables.contains(Counter.Table.UDP)) {
      udp.read(snmp.bytes(), snmp.read(), values);
    }
    if (udp6 != null && snmp6 != null && tables.contains(Counter.Table.UDP6)) {
      udp6.read(snmp6.bytes(), snmp6.read(), values);
    }
  }

  @Override
  public void close() {
    if (snmp != null) {
      snmp.close();
    }
    if (snmp6 != null) {
      snmp6.close();
    }
  }
}
