// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Rules.ChargeReturned;

/** Numbers as measured: SO_RCVBUF 10000 (stored as 20000), datagrams that charge 768. */
final class ReceiveQueueTest {
  private static final SockAddr ADDRESS = new SockAddr.Inet(0x7f000001, 9000);
  private static final int LIMIT = 20000;
  private static final int TRUESIZE = 768;

  private static ReceiveQueue holding(int count) {
    ReceiveQueue queue = ReceiveQueue.EMPTY;
    for (int i = 0; i < count; i++) {
      queue = queue.enqueue(new SkBuff(Bytes.ofText("" + i), ADDRESS, ADDRESS, TRUESIZE, false));
    }
    return queue;
  }

  private static int chargedAfter(ReceiveQueue queue, ChargeReturned rule, int reads) {
    ReceiveQueue rest = queue;
    for (int i = 0; i < reads; i++) {
      rest = rest.dequeue(rule, LIMIT);
    }
    return rest.charged();
  }

  @Test
  void eachReadGivesItsChargeBackUpTo49() {
    assertEquals(25 * TRUESIZE, chargedAfter(holding(26), ChargeReturned.AT_READ, 1));
  }

  @Test
  void sixReadsGiveNothingBackAndTheSeventhAll() {
    ChargeReturned rule = ChargeReturned.AT_QUARTER_READER_QUEUE;

    assertEquals(26 * TRUESIZE, chargedAfter(holding(26), rule, 6));
    assertEquals(19 * TRUESIZE, chargedAfter(holding(26), rule, 7));
    assertEquals(19 * TRUESIZE, chargedAfter(holding(26), rule, 13));
    assertEquals(12 * TRUESIZE, chargedAfter(holding(26), rule, 14));
  }

  @Test
  void emptyingTheQueueGivesEverythingBack() {
    assertEquals(0, chargedAfter(holding(3), ChargeReturned.AT_QUARTER_READER_QUEUE, 3));
    assertEquals(0, chargedAfter(holding(3), ChargeReturned.AT_QUARTER, 3));
  }

  @Test
  void emptyReaderQueueCountsAsEmptyThoughMoreHasArrived() {
    ChargeReturned rule = ChargeReturned.AT_QUARTER_READER_QUEUE;
    SkBuff late = new SkBuff(Bytes.ofText("late"), ADDRESS, ADDRESS, TRUESIZE, false);
    ReceiveQueue queue = holding(2).dequeue(rule, LIMIT).enqueue(late);

    assertEquals(TRUESIZE, queue.dequeue(rule, LIMIT).charged());
  }

  @Test
  void singleQueueIsNotEmptyWhenMoreHasArrived() {
    ChargeReturned rule = ChargeReturned.AT_QUARTER;
    SkBuff late = new SkBuff(Bytes.ofText("late"), ADDRESS, ADDRESS, TRUESIZE, false);
    ReceiveQueue queue = holding(2).dequeue(rule, LIMIT).enqueue(late);

    assertEquals(3 * TRUESIZE, queue.dequeue(rule, LIMIT).charged());
  }
}
