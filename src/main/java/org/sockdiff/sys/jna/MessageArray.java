// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.util.List;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.ControlBuffer;
import org.sockdiff.abi.MessageRoom;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;

/**
 * An array of {@code struct mmsghdr}, 64 bytes each: a {@code struct msghdr} of 56 and msg_len; and
 * behind it room for the names and control messages of each.
 */
final class MessageArray {
  private static final int MOST = 64;
  private static final int HEADER = 64;
  private static final int LENGTH = 56;
  private static final int NAMES = MOST * HEADER;
  private static final int CONTROLS = NAMES + MOST * SockAddrStruct.CAPACITY;
  private static final int MOST_CONTROL = 4096;

  /** What it takes up, in bytes. */
  static final int SIZE = CONTROLS + MOST * MOST_CONTROL;

  private final NativeMemory memory;
  private final ByteBuffer bytes;
  private final int start;
  private final long parts;
  private final int partsAt;
  private int count;
  private int partCount;

  /**
   * An array without messages.
   *
   * @param start its index in the memory
   * @param parts the address of an array of iovecs, and its index
   */
  MessageArray(NativeMemory memory, int start, long parts, int partsAt) {
    this.memory = memory;
    this.bytes = memory.bytes();
    this.start = start;
    this.parts = parts;
    this.partsAt = partsAt;
  }

  long address() {
    return memory.at(start);
  }

  private int header(int index) {
    return start + index * HEADER;
  }

  private int name(int index) {
    return start + NAMES + index * SockAddrStruct.CAPACITY;
  }

  private int control(int index) {
    return start + CONTROLS + index * MOST_CONTROL;
  }

  /** A message to receive into; its parts follow. */
  void add(Room name, Room control) {
    bytes.putLong(name(count), 0);
    add(
        name.fault() ? JnaSyscalls.UNMAPPED : memory.at(name(count)),
        name.length(),
        control.fault() ? JnaSyscalls.UNMAPPED : memory.at(control(count)),
        control.length());
  }

  /** A message to send; its parts follow. */
  void add(SockAddr name, Payload control) {
    int length = SockAddrStruct.encode(bytes, name(count), name);
    boolean bad = name instanceof SockAddr.Raw raw && raw.fault();
    control.bytes().putInto(bytes, control(count));
    add(
        bad ? JnaSyscalls.UNMAPPED : length == 0 ? 0 : memory.at(name(count)),
        length,
        control.fault() ? JnaSyscalls.UNMAPPED : memory.at(control(count)),
        control.length());
  }

  private void add(long name, int nameLength, long control, int controlLength) {
    if (count == MOST || controlLength > MOST_CONTROL) {
      throw new IllegalArgumentException("more than " + MOST + " messages, or too long ones");
    }
    int at = header(count++);
    bytes.putLong(at, name);
    bytes.putInt(at + 8, nameLength);
    bytes.putLong(at + 16, parts + (long) partCount * JnaSyscalls.IOVEC_SIZE);
    bytes.putLong(at + 24, 0);
    bytes.putLong(at + 32, controlLength == 0 ? 0 : control);
    bytes.putLong(at + 40, controlLength);
    bytes.putInt(at + 48, 0);
    bytes.putInt(at + LENGTH, 0);
  }

  /** A part of the message that was added last. */
  void addPart(long base, int length) {
    if (partCount == JnaSyscalls.MOST_PARTS) {
      throw new IllegalArgumentException("more than " + partCount + " parts");
    }
    int at = partsAt + partCount++ * JnaSyscalls.IOVEC_SIZE;
    bytes.putLong(at, base);
    bytes.putLong(at + 8, length);
    int header = header(count - 1);
    bytes.putLong(header + 24, bytes.getLong(header + 24) + 1);
  }

  /** msg_len of a message. */
  int length(int index) {
    return bytes.getInt(header(index) + LENGTH);
  }

  /** What recvmsg would have returned for a message. */
  Outcome.Returned returned(int index, MessageRoom room, Bytes data) {
    int at = header(index);
    int used = (int) bytes.getLong(at + 40);
    Out out =
        room.control().length() == 0
            ? Out.NOTHING
            : new Out.Control(
                room.control().fault()
                    ? List.of()
                    : ControlBuffer.decode(Bytes.copyOf(bytes, control(index), used)),
                used);
    return new Outcome.Returned(
        length(index),
        data,
        bytes.getInt(at + 48),
        room.name().fault()
            ? SockAddr.NONE
            : SockAddrStruct.decode(bytes, name(index), bytes.getInt(at + 8)),
        out);
  }
}
