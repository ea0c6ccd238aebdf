// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sockdiff.op.Fd;

class SocketNamesTest {
  private final SocketNames names = new SocketNames();

  @Test
  void anUnknownAddressIsItself() {
    assertEquals("127.0.0.1:9000", text("127.0.0.1:9000"));
    assertEquals("{}", text("{}"));
  }

  @Test
  void aSocketsOwnAddressIsItsName() {
    learn(0, "rx", "127.0.0.1:9000");

    assertEquals("rx", text("127.0.0.1:9000"));
    assertEquals("127.0.0.1:9001", text("127.0.0.1:9001"));
  }

  @Test
  void anotherHostWithItsPortKeepsTheHost() {
    learn(0, "tx", "0.0.0.0:40000");

    assertEquals("127.0.0.1:tx", text("127.0.0.1:40000"));
    assertEquals("[::ffff:127.0.0.1]:tx", text("[::ffff:127.0.0.1]:40000"));
  }

  @Test
  void theVeryAddressWins() {
    learn(0, "one", "127.0.0.1:40000");
    learn(1, "two", "127.0.0.2:40000");
    learn(2, "any", "0.0.0.0:40000");

    assertEquals("one", text("127.0.0.1:40000"));
    assertEquals("[::ffff:127.0.0.2]:two", text("[::ffff:127.0.0.2]:40000"));
    assertEquals("127.0.0.3:any", text("127.0.0.3:40000"));
  }

  @Test
  void ofSeveralTheLastToBeBoundWins() {
    learn(0, "before", "127.0.0.1:9000");
    learn(1, "after", "127.0.0.1:9000");

    assertEquals("after", text("127.0.0.1:9000"));
  }

  @Test
  void aSocketHasOneAddressAtATime() {
    learn(0, "tx", "0.0.0.0:40000");
    learn(0, "tx", "127.0.0.1:40001");

    assertEquals("127.0.0.1:40000", text("127.0.0.1:40000"));
    assertEquals("tx", text("127.0.0.1:40001"));
  }

  @Test
  void aSocketThatIsNotBoundNamesNothing() {
    learn(0, "tx", "127.0.0.1:40000");
    learn(0, "tx", "0.0.0.0:0");

    assertEquals("127.0.0.1:40000", text("127.0.0.1:40000"));
    assertEquals("0.0.0.0:0", text("0.0.0.0:0"));
  }

  private void learn(int id, String name, String address) {
    names.learn(Fd.named(id, name), Records.address(address));
  }

  private String text(String address) {
    return names.textOf(Records.address(address));
  }
}
