// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The layout of msg_control on 64-bit machines: messages with a header of 16 bytes (cmsg_len, which
 * counts the header, cmsg_level, cmsg_type), each at a multiple of 8 bytes.
 *
 * <p>Source: include/linux/socket.h, struct cmsghdr, CMSG_ALIGN, CMSG_OK, __cmsg_nxthdr.
 */
public final class ControlBuffer {
  /** sizeof(struct cmsghdr). */
  public static final int HEADER = 16;

  private ControlBuffer() {}

  /** CMSG_SPACE: the bytes that a message with so many bytes of data takes up. */
  public static int space(int data) {
    return HEADER + (data + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
  }

  /** The messages one behind the other, as a sender lays them out. */
  public static Bytes encode(List<ControlMessage> messages) {
    int size = messages.stream().mapToInt(message -> space(message.data().length())).sum();
    ByteBuffer memory = ControlFormat.memory(size);
    int at = 0;
    for (ControlMessage message : messages) {
      Bytes data = message.data();
      memory.putLong(at, HEADER + data.length());
      memory.putInt(at + Long.BYTES, message.level());
      memory.putInt(at + Long.BYTES + Integer.BYTES, message.number());
      data.putInto(memory, at + HEADER);
      at += space(data.length());
    }
    return Bytes.copyOf(memory, 0, memory.capacity());
  }

  /** The messages that the bytes hold, up to the first whose length is wrong. */
  public static List<ControlMessage> decode(Bytes bytes) {
    ByteBuffer memory = ControlFormat.memory(bytes);
    List<ControlMessage> messages = new ArrayList<>();
    int at = 0;
    while (isSound(memory, at)) {
      int length = (int) memory.getLong(at);
      messages.add(
          ControlMessage.decode(
              memory.getInt(at + Long.BYTES),
              memory.getInt(at + Long.BYTES + Integer.BYTES),
              bytes.slice(at + HEADER, at + length)));
      at += space(length - HEADER);
    }
    return messages;
  }

  /** Whether every message has a length that it can have; a sender's others are EINVAL. */
  public static boolean isSound(Bytes bytes) {
    ByteBuffer memory = ControlFormat.memory(bytes);
    int at = 0;
    while (at + HEADER <= bytes.length()) {
      if (!isSound(memory, at)) {
        return false;
      }
      at += space((int) memory.getLong(at) - HEADER);
    }
    return true;
  }

  private static boolean isSound(ByteBuffer memory, int at) {
    int room = memory.capacity() - at;
    return room >= HEADER && memory.getLong(at) >= HEADER && memory.getLong(at) <= room;
  }
}
