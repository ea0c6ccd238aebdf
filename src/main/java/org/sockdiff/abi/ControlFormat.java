// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** How the data of one type of control message are laid out in memory, in native byte order. */
interface ControlFormat {
  /** The value of these bytes; {@link ControlValue.Raw} if they are not of the right number. */
  ControlValue decode(Bytes data);

  /** The bytes of a value; empty if it has not the fields and kinds that this format has. */
  Optional<Bytes> encode(ControlValue value);

  /** A value as people may write it, for error messages. */
  String example();

  /** Memory of native byte order. */
  static ByteBuffer memory(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  /** The bytes, to be read. */
  static ByteBuffer memory(Bytes bytes) {
    return ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.nativeOrder());
  }
}
