// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * {@code struct timeval} or {@code timespec}: two longs.
 *
 * @param parts how many parts a second has: of the second long nothing above that is a time
 */
record TimeFormat(long parts) implements ControlFormat {
  static final TimeFormat TIMEVAL = new TimeFormat(1_000_000);
  static final TimeFormat TIMESPEC = new TimeFormat(1_000_000_000);

  private static final int SIZE = 2 * Long.BYTES;

  @Override
  public ControlValue decode(Bytes data) {
    if (data.length() != SIZE) {
      return data.length() < SIZE
          ? new ControlValue.Time(data.length(), false)
          : new ControlValue.Raw(data);
    }
    ByteBuffer memory = ControlFormat.memory(data);
    long fraction = memory.getLong(Long.BYTES);
    return memory.getLong(0) > 0 && fraction >= 0 && fraction < parts
        ? new ControlValue.Time(SIZE, true)
        : new ControlValue.Raw(data);
  }

  @Override
  public Optional<Bytes> encode(ControlValue value) {
    return value instanceof ControlValue.Time time
        ? Optional.of(Bytes.copyOf(ControlFormat.memory(SIZE).putLong(0, 1), 0, time.length()))
        : Optional.empty();
  }

  @Override
  public String example() {
    return "_";
  }
}
