// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;

/**
 * {@code struct sockaddr} in memory of native byte order.
 *
 * <p>Source: include/uapi/linux/in.h, sockaddr_in; in6.h, sockaddr_in6; un.h, sockaddr_un;
 * socket.h, sockaddr_storage.
 */
final class SockAddrStruct {
  /** Bytes of a buffer that any address fits into: sizeof(struct sockaddr_storage). */
  static final int CAPACITY = 128;

  private static final int INET_SIZE = 16;
  private static final int INET6_SIZE = 28;

  /** Where sun_path starts. */
  private static final int UNIX_PATH = 2;

  private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private SockAddrStruct() {}

  /**
   * Writes an address; the answer is its length, 0 of {@link SockAddr#NONE}: pass a null pointer
   * then. The bytes of a {@link SockAddr.Raw} are in the kernel's order already.
   */
  static int encode(ByteBuffer memory, int at, SockAddr address) {
    if (address instanceof SockAddr.Inet inet) {
      memory.putShort(at, (short) Family.AF_INET);
      memory.putShort(at + 2, network((short) inet.port()));
      memory.putInt(at + 4, network(inet.address()));
      memory.putLong(at + 8, 0);
      return INET_SIZE;
    }
    if (address instanceof SockAddr.Inet6 inet6) {
      memory.putShort(at, (short) Family.AF_INET6);
      memory.putShort(at + 2, network((short) inet6.port()));
      memory.putInt(at + 4, 0);
      memory.putLong(at + 8, network(inet6.high()));
      memory.putLong(at + 16, network(inet6.low()));
      memory.putInt(at + 24, 0);
      return INET6_SIZE;
    }
    if (address instanceof UnixAddr unix) {
      return encodeUnix(memory, at, unix);
    }
    if (address instanceof SockAddr.Unspec) {
      memory.putLong(at, 0);
      memory.putLong(at + 8, 0);
      return INET_SIZE;
    }
    if (address instanceof SockAddr.Raw raw) {
      raw.bytes().putInto(memory, at);
      return raw.length();
    }
    return 0;
  }

  /** The NUL at the end of a pathname is part of it, as C programs pass it. */
  private static int encodeUnix(ByteBuffer memory, int at, UnixAddr address) {
    memory.putShort(at, (short) Family.AF_UNIX);
    if (address.isUnnamed()) {
      return UNIX_PATH;
    }
    int start = at + UNIX_PATH + (address.isAbstract() ? 1 : 0);
    memory.put(at + UNIX_PATH, (byte) 0);
    address.name().putInto(memory, start);
    memory.put(start + address.name().length(), (byte) 0);
    return UNIX_PATH + 1 + address.name().length();
  }

  /** Reads an address of {@code length} bytes that the kernel wrote; of length 0 it is NONE. */
  static SockAddr decode(ByteBuffer memory, int at, int length) {
    if (length < 2) {
      return SockAddr.NONE;
    }
    int family = memory.getShort(at);
    if (family == Family.AF_INET && length >= INET_SIZE) {
      return new SockAddr.Inet(network(memory.getInt(at + 4)), port(memory, at));
    }
    if (family == Family.AF_INET6 && length >= INET6_SIZE) {
      return new SockAddr.Inet6(
          network(memory.getLong(at + 8)), network(memory.getLong(at + 16)), port(memory, at));
    }
    if (family == Family.AF_UNIX) {
      int path = Math.min(length, CAPACITY) - UNIX_PATH;
      return UnixAddr.ofPath(Bytes.copyOf(memory, at + UNIX_PATH, path));
    }
    if (family == Family.AF_UNSPEC) {
      return SockAddr.UNSPEC;
    }
    throw new IllegalStateException("an address of family " + family + ", " + length + " bytes");
  }

  private static int port(ByteBuffer memory, int at) {
    return network(memory.getShort(at + 2)) & 0xffff;
  }

  private static short network(short host) {
    return SWAP ? Short.reverseBytes(host) : host;
  }

  private static int network(int host) {
    return SWAP ? Integer.reverseBytes(host) : host;
  }

  private static long network(long host) {
    return SWAP ? Long.reverseBytes(host) : host;
  }
}
