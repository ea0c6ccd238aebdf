// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockdiff.rule.TruesizeTable;

/** The tables were measured on the kernels named, complete sweeps of the payload. */
final class TruesizeStepsTest {
  private static final int LONGEST = 65507;

  static TruesizeTable[] tables() {
    List<Integer> limits = List.of(645, 1669, 3717, 7813, 16004);
    List<Integer> charges = List.of(1280, 2304, 4352, 8448, 16640);
    List<Integer> limits6 = List.of(632, 1656, 3704, 7800, 15991);
    return new TruesizeTable[] {
      table(133, 768, limits, charges, 716), // 5.10
      table(133, 768, limits, charges, 768), // 6.1: linear even below the first limit, it seems
      table(261, 896, limits, charges, 896), // 6.12
      table(197, 832, limits, charges, 832), // 6.18
      table(184, 832, limits6, charges, 832), // 6.18, IPv6
    };
  }

  private static TruesizeTable table(
      int limit, int charge, List<Integer> limits, List<Integer> charges, int linearAdd) {
    List<Integer> allLimits = new ArrayList<>(List.of(limit));
    allLimits.addAll(limits);
    List<Integer> allCharges = new ArrayList<>(List.of(charge));
    allCharges.addAll(charges);
    return new TruesizeTable(allLimits, allCharges, linearAdd);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void findsTheTable(TruesizeTable table) {
    assertEquals(table, new TruesizeSteps(table::charge, LONGEST).find());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void measuresFewDatagrams(TruesizeTable table) {
    AtomicInteger measured = new AtomicInteger();
    new TruesizeSteps(
            payload -> {
              measured.incrementAndGet();
              return table.charge(payload);
            },
            LONGEST)
        .find();

    assertTrue(measured.get() <= 60, () -> measured + " datagrams");
  }

  /** Linux 3.19 to 4.9: the next power of two, however long. */
  @Test
  void findsTableWithoutLinearEnd() {
    TruesizeTable found =
        new TruesizeSteps(
                payload -> payload <= 133 ? 768 : payload <= 30000 ? 33024 : 65792, LONGEST)
            .find();

    assertEquals(List.of(133, 30000, LONGEST), found.limits());
    assertEquals(List.of(768, 33024, 65792), found.charges());
  }
}
