// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SockAddrTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "AF_UNSPEC",
        "AF_UNIX",
        "unix:path",
        "unix:%40path",
        "unix:@name",
        "unix:@",
        "unix:@%00x%20",
        "_",
        "127.0.0.1:9000",
        "255.255.255.255:65535",
        "[::]:0",
        "[::1]:9000",
        "[2001:db8::]:1",
        "[1:2:3:4:5:6:7:8]:1",
        "[::ffff:127.0.0.1]:80"
      })
  void itsTextIsReadBack(String text) {
    assertEquals(Optional.of(text), SockAddr.parse(text).map(SockAddr::toString));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "rx",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:99999999999",
        "127.0.0:1",
        "127.0.0.256:1",
        "127.0.0.1.1:1",
        "127.0.0.-1:1",
        "127.0.0.\u0661:1",
        "::1:9000",
        "[]:1",
        "[:]:1",
        "[1:]:1",
        "[:::]:1",
        "[1::2::3]:1",
        "[1:2:3:4:5:6:7]:1",
        "[1:2:3:4:5:6:7:8:9]:1",
        "[1:2:3:4::5:6:7:8]:1",
        "[12345::]:1",
        "[::1.2.3]:1",
        "[1:2:3:4:5:6:7:1.2.3.4]:1"
      })
  void otherTextIsNone(String text) {
    assertEquals(Optional.empty(), SockAddr.parse(text));
  }

  @Test
  void anyAddressIsReadBack() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 10_000; round++) {
      long mask = -1L << random.nextInt(64);
      SockAddr address =
          new SockAddr.Inet6(
              random.nextLong() & mask, random.nextLong() & ~mask, random.nextInt(65536));
      assertEquals(
          Optional.of(address), SockAddr.parse(address.toString()), () -> "-Dseed=" + seed);
    }
  }
}
