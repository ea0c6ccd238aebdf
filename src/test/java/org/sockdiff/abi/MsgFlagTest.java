// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MsgFlagTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 0x20, 0x22, 0x80000000, 0x80000020, 0x7fffffff, -2})
  void itsTextIsReadBack(int flags) {
    assertEquals(Optional.of(flags), MsgFlag.parse(MsgFlag.text(flags)));
  }

  @Test
  void otherTextIsNone() {
    assertEquals(Optional.empty(), MsgFlag.parse(""));
    assertEquals(Optional.empty(), MsgFlag.parse("MSG_PEEK|"));
    assertEquals(Optional.empty(), MsgFlag.parse("MSG_PEAK"));
    assertEquals(Optional.empty(), MsgFlag.parse("0x"));
    assertEquals(Optional.empty(), MsgFlag.parse("0x100000000"));
  }
}
