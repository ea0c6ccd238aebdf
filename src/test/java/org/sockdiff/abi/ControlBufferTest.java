// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ControlBufferTest {
  private static final SockAddr LOOPBACK = new SockAddr.Inet(0x7f000001, 0);
  private static final ControlMessage TTL =
      ControlMessage.of(ControlType.IP_TTL, new ControlValue.Int(64));
  private static final ControlMessage TOS =
      ControlMessage.of(ControlType.IP_TOS, new ControlValue.Int(0xb8));
  private static final ControlMessage INFO =
      ControlMessage.of(
          ControlType.IP_PKTINFO,
          ControlMessage.packetInfo(1, LOOPBACK, new SockAddr.Inet(0x7f000002, 0)));
  private static final ControlMessage INFO6 =
      ControlMessage.of(
          ControlType.IPV6_PKTINFO, ControlMessage.packetInfo6(new SockAddr.Inet6(0, 1, 0), 1));

  @Test
  void eachMessageStartsAtAMultipleOfEight() {
    assertEquals(24 + 24 + 32 + 40, ControlBuffer.encode(List.of(TTL, TOS, INFO, INFO6)).length());
  }

  @Test
  void whatIsEncodedIsDecoded() {
    List<ControlMessage> messages = List.of(TTL, TOS, INFO, INFO6);

    assertEquals(messages, ControlBuffer.decode(ControlBuffer.encode(messages)));
  }

  @Test
  void aTypeWithoutANameKeepsItsBytes() {
    ControlMessage odd = new ControlMessage(41, 4711, new ControlValue.Raw(Bytes.ofText("xyz")));

    assertEquals(List.of(odd, TTL), ControlBuffer.decode(ControlBuffer.encode(List.of(odd, TTL))));
    assertEquals("41/4711: x\"78 79 7a\"", odd.toString());
  }

  @Test
  void aTimeIsEqualToAnyOther() {
    Bytes one = ControlFormatSamples.time(1_700_000_000, 5);
    Bytes other = ControlFormatSamples.time(1_800_000_000, 999_999);

    assertEquals(ControlType.SO_TIMESTAMP.decode(one), ControlType.SO_TIMESTAMP.decode(other));
  }

  @Test
  void whatIsNoTimeIsBytes() {
    Bytes late = ControlFormatSamples.time(1_700_000_000, 1_000_000);
    Bytes zero = ControlFormatSamples.time(0, 0);

    assertEquals(new ControlValue.Raw(late), ControlType.SO_TIMESTAMP.decode(late));
    assertEquals(new ControlValue.Time(16, true), ControlType.SO_TIMESTAMPNS.decode(late));
    assertEquals(new ControlValue.Raw(zero), ControlType.SO_TIMESTAMP.decode(zero));
  }

  @Test
  void anOverlongMessageIsNotSound() {
    Bytes whole = ControlBuffer.encode(List.of(TTL));

    assertTrue(ControlBuffer.isSound(whole));
    assertTrue(ControlBuffer.isSound(whole.first(20)));
    assertFalse(ControlBuffer.isSound(whole.first(19)));
    assertTrue(ControlBuffer.isSound(whole.first(15)));
  }

  @Test
  void valuesPrintAsScriptsWriteThem() {
    assertEquals(
        "[IP_TTL: 64, IP_PKTINFO: {ifindex: 1, spec_dst: 127.0.0.1, addr: 127.0.0.2},"
            + " IPV6_PKTINFO: {addr: [::1], ifindex: 1}]",
        List.of(TTL, INFO, INFO6).toString());
  }
}
