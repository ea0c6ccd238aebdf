// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.ControlBuffer;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.sys.Syscalls;

/**
 * The system calls of one thread.
 *
 * <p>Its memory holds, in this order, the socket addresses and small structures, the arrays of poll
 * and iovec, msg_control, what is sent, and what is received. The bytes of the last region that may
 * differ from {@link #FILL} are always its first {@code dirty} ones, so that only these are filled
 * again.
 */
final class JnaSyscalls implements Syscalls {
  /** The longest data and the longest sum of buffers, in bytes. */
  static final int LONGEST = 128 * 1024;

  /**
   * An address at which nothing is mapped, nor in the {@link #LONGEST} bytes from there: the second
   * page. The kernel maps nothing so low by itself, and neither does the JVM.
   */
  static final long UNMAPPED = 4096;

  /** The most entries of poll and parts of a message: UIO_MAXIOV. */
  static final int MOST_PARTS = 1024;

  private static final int ADDRESS = 0;
  private static final int SIZE = ADDRESS + SockAddrStruct.CAPACITY;
  private static final int VALUE = SIZE + 8;
  private static final int VALUE_CAPACITY = 256;
  private static final int MESSAGE = VALUE + VALUE_CAPACITY;
  private static final int MESSAGE_SIZE = 56;
  private static final int ARRAY = MESSAGE + MESSAGE_SIZE;
  private static final int IOVEC_SIZE = 16;
  private static final int POLLFD_SIZE = 8;
  private static final int CONTROL = ARRAY + MOST_PARTS * IOVEC_SIZE;
  private static final int CONTROL_CAPACITY = 64 * 1024;
  private static final int SENT = CONTROL + CONTROL_CAPACITY;
  private static final int RECEIVED = SENT + LONGEST;
  private static final int TOTAL = RECEIVED + LONGEST;

  private static final byte[] PATTERN = pattern();
  private static final long PATTERN_WORD = 0xa5a5_a5a5_a5a5_a5a5L;

  private static final Outcome ZERO = Outcome.ofValue(0);

  private final NativeMemory memory = new NativeMemory(TOTAL);
  private final ByteBuffer bytes = memory.bytes();
  private final long address = memory.at(ADDRESS);
  private final long size = memory.at(SIZE);
  private final long value = memory.at(VALUE);
  private final long message = memory.at(MESSAGE);
  private final long array = memory.at(ARRAY);
  private final long control = memory.at(CONTROL);
  private final long sent = memory.at(SENT);
  private final long received = memory.at(RECEIVED);
  private int dirty = LONGEST;

  private static byte[] pattern() {
    byte[] pattern = new byte[LONGEST];
    Arrays.fill(pattern, FILL);
    return pattern;
  }

  @Override
  public Outcome socket(int family, int type, int protocol) {
    return plain(Libc.socket(family, type, protocol));
  }

  @Override
  public Outcome socketpair(int family, int type, int protocol) {
    int result = Libc.socketpair(family, type, protocol, value);
    return result < 0
        ? failed()
        : Outcome.ofOut(
            result,
            new Out.Items(
                List.of(new Out.Int(bytes.getInt(VALUE)), new Out.Int(bytes.getInt(VALUE + 4)))));
  }

  @Override
  public Outcome bind(int fd, SockAddr to) {
    int length = SockAddrStruct.encode(bytes, ADDRESS, to);
    return plain(Libc.bind(fd, pointer(to, length), length));
  }

  @Override
  public Outcome connect(int fd, SockAddr to) {
    int length = SockAddrStruct.encode(bytes, ADDRESS, to);
    return plain(Libc.connect(fd, pointer(to, length), length));
  }

  private long pointer(SockAddr to, int length) {
    if (to instanceof SockAddr.Raw raw) {
      return raw.fault() ? UNMAPPED : address;
    }
    return length == 0 ? 0 : address;
  }

  @Override
  public Outcome getsockname(int fd) {
    bytes.putInt(SIZE, SockAddrStruct.CAPACITY);
    return named(Libc.getsockname(fd, address, size));
  }

  @Override
  public Outcome getpeername(int fd) {
    bytes.putInt(SIZE, SockAddrStruct.CAPACITY);
    return named(Libc.getpeername(fd, address, size));
  }

  private Outcome named(int result) {
    return result < 0
        ? failed()
        : Outcome.ofOut(
            result, new Out.Address(SockAddrStruct.decode(bytes, ADDRESS, bytes.getInt(SIZE))));
  }

  @Override
  public Outcome send(int fd, Payload data, int flags) {
    return plain(Libc.send(fd, putSent(data), data.length(), flags));
  }

  @Override
  public Outcome sendto(int fd, Payload data, int flags, SockAddr to) {
    long from = putSent(data);
    int length = SockAddrStruct.encode(bytes, ADDRESS, to);
    return plain(Libc.sendto(fd, from, data.length(), flags, pointer(to, length), length));
  }

  /** The answer is the buffer's address. */
  private long putSent(Payload data) {
    checkLength(data.length());
    if (data.fault()) {
      return UNMAPPED;
    }
    data.bytes().putInto(bytes, SENT);
    return sent;
  }

  @Override
  public Outcome sendmsg(int fd, List<Payload> parts, Payload controlData, int flags, SockAddr to) {
    putParts(parts);
    checkControl(controlData.length());
    controlData.bytes().putInto(bytes, CONTROL);
    int length = SockAddrStruct.encode(bytes, ADDRESS, to);
    putMessage(
        pointer(to, length),
        length,
        parts.size(),
        new Room(controlData.length(), controlData.fault()));
    return plain(Libc.sendmsg(fd, message, flags));
  }

  @Override
  public Outcome write(int fd, Payload data) {
    return plain(Libc.write(fd, putSent(data), data.length()));
  }

  @Override
  public Outcome writev(int fd, List<Payload> parts) {
    putParts(parts);
    return plain(Libc.writev(fd, array, parts.size()));
  }

  private void putParts(List<Payload> parts) {
    checkParts(parts.size());
    int total = 0;
    for (int i = 0; i < parts.size(); i++) {
      Payload part = parts.get(i);
      checkLength(total + part.length());
      part.bytes().putInto(bytes, SENT + total);
      putIovec(i, part.fault() ? UNMAPPED : sent + total, part.length());
      total += part.length();
    }
  }

  @Override
  public Outcome read(int fd, Room room) {
    fill(room.length());
    long result = Libc.read(fd, into(room, 0), room.length());
    return result < 0 ? failed() : Outcome.ofData(result, taken(result, room.length()));
  }

  @Override
  public Outcome readv(int fd, List<Room> rooms) {
    int total = putRooms(rooms);
    long result = Libc.readv(fd, array, rooms.size());
    return result < 0 ? failed() : Outcome.ofData(result, taken(result, total));
  }

  @Override
  public Outcome listen(int fd, int backlog) {
    return plain(Libc.listen(fd, backlog));
  }

  @Override
  public Outcome accept(int fd) {
    bytes.putInt(SIZE, SockAddrStruct.CAPACITY);
    return accepted(Libc.accept(fd, address, size));
  }

  @Override
  public Outcome accept4(int fd, int flags) {
    bytes.putInt(SIZE, SockAddrStruct.CAPACITY);
    return accepted(Libc.accept4(fd, address, size, flags));
  }

  private Outcome accepted(int result) {
    return result < 0
        ? failed()
        : new Outcome.Returned(
            result,
            Bytes.EMPTY,
            Outcome.NO_FLAGS,
            SockAddrStruct.decode(bytes, ADDRESS, bytes.getInt(SIZE)),
            Out.NOTHING);
  }

  @Override
  public Outcome dup(int fd) {
    return plain(Libc.dup(fd));
  }

  @Override
  public Outcome recv(int fd, Room room, int flags) {
    fill(room.length());
    long result = Libc.recv(fd, into(room, 0), room.length(), flags);
    return result < 0 ? failed() : Outcome.ofData(result, taken(result, room.length()));
  }

  @Override
  public Outcome recvfrom(int fd, Room room, int flags, Room name) {
    fill(room.length());
    bytes.putLong(ADDRESS, 0);
    bytes.putInt(SIZE, name.length());
    long result =
        Libc.recvfrom(
            fd, into(room, 0), room.length(), flags, name.fault() ? UNMAPPED : address, size);
    return result < 0
        ? failed()
        : new Outcome.Returned(
            result,
            taken(result, room.length()),
            Outcome.NO_FLAGS,
            name(name, bytes.getInt(SIZE)),
            Out.NOTHING);
  }

  @Override
  public Outcome recvmsg(int fd, List<Room> rooms, Room controlRoom, int flags, Room name) {
    int total = putRooms(rooms);
    checkControl(controlRoom.length());
    bytes.putLong(ADDRESS, 0);
    putMessage(name.fault() ? UNMAPPED : address, name.length(), rooms.size(), controlRoom);
    long result = Libc.recvmsg(fd, message, flags);
    return result < 0
        ? failed()
        : new Outcome.Returned(
            result,
            taken(result, total),
            bytes.getInt(MESSAGE + 48),
            name(name, bytes.getInt(MESSAGE + 8)),
            controlOut(controlRoom));
  }

  private Out controlOut(Room room) {
    if (room.length() == 0) {
      return Out.NOTHING;
    }
    int length = (int) bytes.getLong(MESSAGE + 40);
    return new Out.Control(
        room.fault()
            ? List.of()
            : ControlBuffer.decode(Bytes.copyOf(bytes, CONTROL, Math.min(length, room.length()))),
        length);
  }

  private static void checkControl(int length) {
    if (length > CONTROL_CAPACITY) {
      throw new IllegalArgumentException("control data of " + length + " bytes");
    }
  }

  /** Lays out the iovec array over a filled receive buffer; the answer is the bytes in all. */
  private int putRooms(List<Room> rooms) {
    checkParts(rooms.size());
    int total = 0;
    for (int i = 0; i < rooms.size(); i++) {
      Room room = rooms.get(i);
      checkLength(room.length());
      putIovec(i, into(room, total), room.length());
      total += room.length();
    }
    fill(total);
    return total;
  }

  private long into(Room room, int offset) {
    return room.fault() ? UNMAPPED : received + offset;
  }

  /** At a bad pointer there is nothing to be read. */
  private SockAddr name(Room room, int length) {
    return room.fault() ? SockAddr.NONE : SockAddrStruct.decode(bytes, ADDRESS, length);
  }

  /** {@code struct msghdr}, 56 bytes: name, namelen, iov, iovlen, control, controllen, flags. */
  private void putMessage(long name, int nameLength, int parts, Room controlRoom) {
    bytes.putLong(MESSAGE, name);
    bytes.putInt(MESSAGE + 8, nameLength);
    bytes.putLong(MESSAGE + 16, array);
    bytes.putLong(MESSAGE + 24, parts);
    bytes.putLong(MESSAGE + 32, controlRoom.length() == 0 ? 0 : into(controlRoom));
    bytes.putLong(MESSAGE + 40, controlRoom.length());
    bytes.putInt(MESSAGE + 48, 0);
  }

  private long into(Room controlRoom) {
    return controlRoom.fault() ? UNMAPPED : control;
  }

  private void putIovec(int index, long base, int length) {
    int at = ARRAY + index * IOVEC_SIZE;
    bytes.putLong(at, base);
    bytes.putLong(at + 8, length);
  }

  @Override
  public Outcome poll(List<PollEntry> entries, int timeoutMillis) {
    checkParts(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      int at = ARRAY + i * POLLFD_SIZE;
      bytes.putInt(at, entries.get(i).fd());
      bytes.putShort(at + 4, (short) entries.get(i).events());
      bytes.putShort(at + 6, (short) 0);
    }
    int result = Libc.poll(array, entries.size(), timeoutMillis);
    return result < 0 ? failed() : Outcome.ofOut(result, revents(entries.size()));
  }

  private Out revents(int count) {
    List<Out> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(new Out.Int(bytes.getShort(ARRAY + i * POLLFD_SIZE + 6) & 0xffff));
    }
    return new Out.Items(items);
  }

  @Override
  public Outcome shutdown(int fd, int how) {
    return plain(Libc.shutdown(fd, how));
  }

  @Override
  public Outcome close(int fd) {
    return plain(Libc.close(fd));
  }

  @Override
  public Outcome getsockoptInt(int fd, int level, int name) {
    bytes.putInt(VALUE, 0);
    bytes.putInt(SIZE, Integer.BYTES);
    int result = Libc.getsockopt(fd, level, name, value, size);
    return result < 0 ? failed() : Outcome.ofOut(result, new Out.Int(bytes.getInt(VALUE)));
  }

  @Override
  public Outcome getsockoptTime(int fd, int level, int name) {
    bytes.putLong(VALUE, 0);
    bytes.putLong(VALUE + 8, 0);
    bytes.putInt(SIZE, 2 * Long.BYTES);
    int result = Libc.getsockopt(fd, level, name, value, size);
    return result < 0
        ? failed()
        : Outcome.ofOut(
            result, new Out.Time(bytes.getLong(VALUE) * 1_000_000 + bytes.getLong(VALUE + 8)));
  }

  @Override
  public Outcome setsockopt(int fd, int level, int name, Bytes setting) {
    if (setting.length() > VALUE_CAPACITY) {
      throw new IllegalArgumentException("a socket option of " + setting.length() + " bytes");
    }
    setting.putInto(bytes, VALUE);
    return plain(Libc.setsockopt(fd, level, name, value, setting.length()));
  }

  @Override
  public Outcome fcntl(int fd, int command, long argument) {
    return plain(Libc.fcntl(fd, command, argument));
  }

  @Override
  public Outcome ioctlInt(int fd, long request) {
    bytes.putInt(VALUE, 0);
    int result = Libc.ioctl(fd, request, value);
    return result < 0 ? failed() : Outcome.ofOut(result, new Out.Int(bytes.getInt(VALUE)));
  }

  private static Outcome plain(long result) {
    if (result == 0) {
      return ZERO;
    }
    return result < 0 ? failed() : Outcome.ofValue(result);
  }

  /** Must come right after the C function, before any other call through JNA. */
  private static Outcome failed() {
    return Outcome.failed(Errno.of(Libc.errno()));
  }

  /** Fills the first {@code length} bytes of the receive buffer. */
  private void fill(int length) {
    checkLength(length);
    if (dirty > 0) {
      bytes.put(RECEIVED, PATTERN, 0, dirty);
    }
    dirty = length;
  }

  /**
   * What a receiving call put into its buffers of {@code length} bytes: as many as it returned, and
   * whatever it wrote behind them.
   */
  private Bytes taken(long result, int length) {
    int end = lastWritten((int) Math.min(result, length), length);
    dirty = end;
    return Bytes.copyOf(bytes, RECEIVED, end);
  }

  private int lastWritten(int least, int length) {
    int end = length;
    while (end - Long.BYTES >= least
        && bytes.getLong(RECEIVED + end - Long.BYTES) == PATTERN_WORD) {
      end -= Long.BYTES;
    }
    while (end > least && bytes.get(RECEIVED + end - 1) == FILL) {
      end--;
    }
    return end;
  }

  private static void checkLength(int length) {
    if (length < 0 || length > LONGEST) {
      throw new IllegalArgumentException("a buffer of " + length + " bytes");
    }
  }

  private static void checkParts(int count) {
    if (count > MOST_PARTS) {
      throw new IllegalArgumentException(count + " parts or entries");
    }
  }
}
