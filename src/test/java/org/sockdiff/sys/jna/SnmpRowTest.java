// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockdiff.abi.Counter;
import org.sockdiff.sys.CounterValues;

final class SnmpRowTest {
  private static final String BEFORE_UDP =
      """
      Ip: Forwarding DefaultTTL InReceives
      Ip: 2 64 3
      Icmp: InMsgs InErrors
      Icmp: 0 0
      """;

  /** Linux 6.18. */
  private static final ProcText NEW =
      new ProcText(
          BEFORE_UDP
              + """
              Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors
              Udp: 34 1 2 35 3 4 5 6 18446744073
              UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors
              UdpLite: 90 91 92 93 94 95 96 97 98
              """);

  /** The columns of Linux 2.6.18, which gVisor has too. */
  private static final ProcText OLD =
      new ProcText(
          BEFORE_UDP
              + """
              Udp: InDatagrams NoPorts InErrors OutDatagrams
              Udp: 7 8 9 10
              """);

  /** The same later: a line more above, and longer numbers. */
  private static final ProcText LATER =
      new ProcText(
          """
          Ip: Forwarding DefaultTTL InReceives
          Ip: 2 64 3000
          Icmp: InMsgs InErrors
          Icmp: 0 0
          IcmpMsg: InType3
          IcmpMsg: 1
          Udp: InDatagrams NoPorts InErrors OutDatagrams
          Udp: 70 80 90 100
          """);

  private static final ProcText NO_UDP = new ProcText(BEFORE_UDP);

  private final CounterValues values = new CounterValues();

  @Test
  void readsEveryColumn() {
    udp(NEW).read(NEW.bytes(), NEW.length(), values);

    assertEquals(34, values.get(Counter.UDP_IN_DATAGRAMS));
    assertEquals(1, values.get(Counter.UDP_NO_PORTS));
    assertEquals(2, values.get(Counter.UDP_IN_ERRORS));
    assertEquals(35, values.get(Counter.UDP_OUT_DATAGRAMS));
    assertEquals(3, values.get(Counter.UDP_RCVBUF_ERRORS));
    assertEquals(4, values.get(Counter.UDP_SNDBUF_ERRORS));
    assertEquals(5, values.get(Counter.UDP_IN_CSUM_ERRORS));
    assertEquals(6, values.get(Counter.UDP_IGNORED_MULTI));
    assertEquals(18446744073L, values.get(Counter.UDP_MEM_ERRORS));
  }

  @Test
  void columnThatTheKernelLacksIsAbsent() {
    Set<Counter> present = EnumSet.noneOf(Counter.class);
    udp(OLD).addPresent(present);

    assertEquals(
        EnumSet.of(
            Counter.UDP_IN_DATAGRAMS,
            Counter.UDP_NO_PORTS,
            Counter.UDP_IN_ERRORS,
            Counter.UDP_OUT_DATAGRAMS),
        present);
  }

  @Test
  void findsTheTableAgainWhenItMoved() {
    SnmpRow udp = udp(OLD);
    udp.read(OLD.bytes(), OLD.length(), values);
    udp.read(LATER.bytes(), LATER.length(), values);

    assertEquals(70, values.get(Counter.UDP_IN_DATAGRAMS));
    assertEquals(100, values.get(Counter.UDP_OUT_DATAGRAMS));
  }

  @Test
  void tableThatTheKernelLacksHasNoCounters() {
    Set<Counter> present = EnumSet.noneOf(Counter.class);
    SnmpRow udp = udp(NO_UDP);
    udp.addPresent(present);
    udp.read(NO_UDP.bytes(), NO_UDP.length(), values);

    assertEquals(Set.of(), present);
  }

  @Test
  void tableThatVanishesIsAnError() {
    SnmpRow udp = udp(OLD);

    assertThrows(
        IllegalStateException.class, () -> udp.read(NO_UDP.bytes(), NO_UDP.length(), values));
  }

  private static SnmpRow udp(ProcText text) {
    return new SnmpRow(text.bytes(), text.length(), Counter.Table.UDP);
  }
}
