// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.SockAddr;

final class FifoTest {
  private static final SockAddr ADDRESS = new SockAddr.Inet(0x7f000001, 9000);

  private static SkBuff skb(String data) {
    return new SkBuff(Bytes.ofText(data), ADDRESS, ADDRESS, 768, false);
  }

  private static Fifo<SkBuff> of(String... data) {
    Fifo<SkBuff> fifo = Fifo.empty();
    for (String one : data) {
      fifo = fifo.add(skb(one));
    }
    return fifo;
  }

  @Test
  void takesInTheOrderOfAdding() {
    Fifo<SkBuff> fifo = of("a", "b", "c");

    assertEquals(skb("a"), fifo.head());
    assertEquals(skb("b"), fifo.tail().head());
    assertEquals(skb("c"), fifo.tail().tail().head());
    assertTrue(fifo.tail().tail().tail().isEmpty());
  }

  @Test
  void oldStatesStayAsTheyWere() {
    Fifo<SkBuff> two = of("a", "b");
    Fifo<SkBuff> three = two.add(skb("c"));

    assertEquals(2, two.size());
    assertEquals(List.of(skb("a"), skb("b")), two.items());
    assertEquals(3, three.size());
  }

  @Test
  void equalityAndHashDoNotDependOnTheWayThere() {
    Fifo<SkBuff> straight = of("b", "c");
    Fifo<SkBuff> around = of("a", "b", "c").tail();

    assertEquals(straight, around);
    assertEquals(straight.hashCode(), around.hashCode());
    assertNotEquals(of("c", "b"), straight);
  }

  @Test
  void headCanBeReplaced() {
    Fifo<SkBuff> replaced = of("a", "b").withHead(skb("x"));

    assertEquals(of("x", "b"), replaced);
    assertEquals(of("x", "b").hashCode(), replaced.hashCode());
  }

  @Test
  void anyItemCanBeReplaced() {
    Fifo<SkBuff> replaced = of("a", "b", "c").tail().with(1, skb("x"));

    assertEquals(of("b", "x"), replaced);
    assertEquals(of("b", "x").hashCode(), replaced.hashCode());
  }

  @Test
  void behavesAsADequeUnderRandomUse() {
    long seed = 42;
    Random random = new Random(seed);
    Deque<SkBuff> expected = new ArrayDeque<>();
    Fifo<SkBuff> actual = Fifo.empty();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(5) < 3 || expected.isEmpty()) {
        expected.addLast(skb("" + i));
        actual = actual.add(skb("" + i));
      } else {
        assertEquals(expected.removeFirst(), actual.head(), "seed " + seed);
        actual = actual.tail();
      }
    }
    assertEquals(new ArrayList<>(expected), actual.items(), "seed " + seed);
  }
}
