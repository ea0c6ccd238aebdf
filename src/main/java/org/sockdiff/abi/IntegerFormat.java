// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An integer.
 *
 * @param size 1 of an unsigned char, 4 of an int
 */
record IntegerFormat(int size) implements ControlFormat {
  static final IntegerFormat BYTE = new IntegerFormat(1);
  static final IntegerFormat INT = new IntegerFormat(Integer.BYTES);

  @Override
  public ControlValue decode(Bytes data) {
    if (data.length() != size) {
      return new ControlValue.Raw(data);
    }
    return new ControlValue.Int(
        size == 1 ? data.at(0) & 0xff : ControlFormat.memory(data).getInt());
  }

  @Override
  public Optional<Bytes> encode(ControlValue value) {
    if (!(value instanceof ControlValue.Int number)) {
      return Optional.empty();
    }
    ByteBuffer memory = ControlFormat.memory(size);
    if (size == 1) {
      memory.put((byte) number.value());
    } else {
      memory.putInt((int) number.value());
    }
    return Optional.of(Bytes.copyOf(memory, 0, memory.capacity()));
  }

  @Override
  public String example() {
    return "64";
  }
}
