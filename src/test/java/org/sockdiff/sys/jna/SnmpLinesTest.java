// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockdiff.abi.Counter;
import org.sockdiff.sys.CounterValues;

final class SnmpLinesTest {
  private static final ProcText TEXT =
      new ProcText(
          """
          Ip6InReceives                   \t12
          Icmp6InMsgs                     \t0
          Udp6InDatagrams                 \t34
          Udp6NoPorts                     \t1
          Udp6InErrors                    \t2
          Udp6OutDatagrams                \t35
          Udp6RcvbufErrors                \t3
          Udp6NeverHeardOf                \t99
          Udp6MemErrors                   \t6
          UdpLite6InDatagrams             \t90
          UdpLite6NoPorts                 \t91
          """);

  private static final ProcText LATER =
      new ProcText(
          """
          Ip6InReceives                   \t12
          Icmp6InMsgs                     \t10
          Icmp6InType133                  \t10
          Udp6InDatagrams                 \t340
          Udp6NoPorts                     \t10
          Udp6InErrors                    \t20
          Udp6OutDatagrams                \t350
          Udp6RcvbufErrors                \t30
          Udp6NeverHeardOf                \t99
          Udp6MemErrors                   \t60
          """);

  private final SnmpLines udp6 = new SnmpLines(TEXT.bytes(), TEXT.length(), Counter.Table.UDP6);
  private final CounterValues values = new CounterValues();

  @Test
  void readsEveryKnownLine() {
    udp6.read(TEXT.bytes(), TEXT.length(), values);

    assertEquals(34, values.get(Counter.UDP6_IN_DATAGRAMS));
    assertEquals(1, values.get(Counter.UDP6_NO_PORTS));
    assertEquals(2, values.get(Counter.UDP6_IN_ERRORS));
    assertEquals(35, values.get(Counter.UDP6_OUT_DATAGRAMS));
    assertEquals(3, values.get(Counter.UDP6_RCVBUF_ERRORS));
    assertEquals(6, values.get(Counter.UDP6_MEM_ERRORS));
  }

  @Test
  void lineThatTheKernelLacksIsAbsent() {
    Set<Counter> present = EnumSet.noneOf(Counter.class);
    udp6.addPresent(present);

    assertEquals(
        EnumSet.of(
            Counter.UDP6_IN_DATAGRAMS,
            Counter.UDP6_NO_PORTS,
            Counter.UDP6_IN_ERRORS,
            Counter.UDP6_OUT_DATAGRAMS,
            Counter.UDP6_RCVBUF_ERRORS,
            Counter.UDP6_MEM_ERRORS),
        present);
  }

  @Test
  void findsTheTableAgainWhenItMoved() {
    udp6.read(TEXT.bytes(), TEXT.length(), values);
    udp6.read(LATER.bytes(), LATER.length(), values);

    assertEquals(340, values.get(Counter.UDP6_IN_DATAGRAMS));
    assertEquals(60, values.get(Counter.UDP6_MEM_ERRORS));
  }
}
