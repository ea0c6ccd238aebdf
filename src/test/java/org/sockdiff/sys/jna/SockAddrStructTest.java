// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;

/** The bytes are those of little-endian machines, which the family's place shows. */
final class SockAddrStructTest {
  private static final int AT = 8;

  private final ByteBuffer memory = ByteBuffer.allocate(160).order(ByteOrder.nativeOrder());

  static SockAddr[] addresses() {
    return new SockAddr[] {
      new SockAddr.Inet(0x7f000001, 9000),
      new SockAddr.Inet(0xffffffff, 65535),
      new SockAddr.Inet6(0, 1, 9000),
      new SockAddr.Inet6(0x20010db800000000L, 0xffffL, 65535),
      SockAddr.Inet6.mapped(0x7f000001, 53),
      UnixAddr.UNNAMED,
      UnixAddr.pathname("path"),
      new UnixAddr(Bytes.ofText("a name"), true),
    };
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void whatIsWrittenIsRead(SockAddr address) {
    int length = SockAddrStruct.encode(memory, AT, address);

    assertEquals(address, SockAddrStruct.decode(memory, AT, length));
  }

  @Test
  void inetIsInNetworkOrder() {
    assertEquals(
        "02 00 23 28 7f 00 00 01 00 00 00 00 00 00 00 00",
        written(new SockAddr.Inet(0x7f000001, 9000)));
  }

  @Test
  void inet6IsInNetworkOrder() {
    assertEquals(
        "0a 00 23 28 00 00 00 00 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00",
        written(new SockAddr.Inet6(0x20010db800000000L, 2, 9000)));
  }

  @Test
  void pathEndsWithZero() {
    assertEquals("01 00 70 61 74 68 00", written(UnixAddr.pathname("path")));
  }

  @Test
  void abstractNameStartsWithZero() {
    assertEquals("01 00 00 61", written(new UnixAddr(Bytes.ofText("a"), true)));
  }

  @Test
  void unspecIsZeros() {
    assertEquals("00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", written(SockAddr.UNSPEC));
  }

  @Test
  void noAddressHasNoBytes() {
    assertEquals("", written(SockAddr.NONE));
    assertSame(SockAddr.NONE, SockAddrStruct.decode(memory, AT, 0));
  }

  @Test
  void familyThatIsNotKnownIsAnError() {
    memory.putShort(AT, (short) 99);

    assertThrows(IllegalStateException.class, () -> SockAddrStruct.decode(memory, AT, 2));
  }

  private String written(SockAddr address) {
    Arrays.fill(memory.array(), (byte) 0xee);
    int length = SockAddrStruct.encode(memory, AT, address);
    return HexFormat.ofDelimiter(" ").formatHex(memory.array(), AT, AT + length);
  }
}
