// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;

/**
 * The bytes of a socket address that a caller passes, and what the kernel makes of them.
 *
 * <p>Source: net/socket.c, move_addr_to_kernel; include/linux/socket.h, sockaddr_storage.
 */
public final class RawAddress {
  /** sizeof(struct sockaddr_in). */
  static final int INET_SIZE = 16;

  /** SIN6_LEN_RFC2133: a sockaddr_in6 without the scope is long enough. */
  static final int SHORTEST_INET6 = 24;

  /** sizeof(struct sockaddr_storage). */
  private static final int LONGEST = 128;

  private static final int INET6_SIZE = 28;

  /** sizeof(struct sockaddr_un). */
  private static final int LONGEST_UNIX = Short.BYTES + UnixAddr.LONGEST;

  private RawAddress() {}

  /** Why the bytes cannot be copied into the kernel; empty if they can. */
  static Optional<Errno> unreadable(SockAddr address) {
    if (!(address instanceof SockAddr.Raw raw) || raw.length() == 0) {
      return Optional.empty();
    }
    if (raw.length() > LONGEST) {
      return Optional.of(Errno.EINVAL);
    }
    return raw.fault() ? Optional.of(Errno.EFAULT) : Optional.empty();
  }

  /**
   * The address that whole bytes of AF_INET or AF_INET6 are; others are left as bytes, also those
   * of AF_UNIX.
   */
  public static SockAddr read(SockAddr address) {
    if (address instanceof UnixAddr unix) {
      return new SockAddr.Raw(bytes(unix), false);
    }
    if (!(address instanceof SockAddr.Raw raw) || raw.fault()) {
      return address;
    }
    if (family(raw) == Family.AF_INET && raw.length() >= INET_SIZE) {
      return asInet(raw);
    }
    if (family(raw) == Family.AF_INET6 && raw.length() >= SHORTEST_INET6) {
      return readAsInet6(raw);
    }
    return address;
  }

  /** The IPv6 address in the bytes, at least 24 of them, whatever their family. */
  static SockAddr readAsInet6(SockAddr.Raw raw) {
    ByteBuffer bytes = bytes(raw);
    return new SockAddr.Inet6(bytes.getLong(8), bytes.getLong(16), bytes.getShort(2) & 0xffff);
  }

  /** The address that bytes of AF_UNIX are; others are left as they are. */
  public static SockAddr readUnix(SockAddr address) {
    return address instanceof SockAddr.Raw raw
            && !raw.fault()
            && family(raw) == Family.AF_UNIX
            && raw.length() <= LONGEST_UNIX
        ? UnixAddr.ofPath(raw.bytes().slice(Short.BYTES, raw.length()))
        : address;
  }

  private static Bytes bytes(UnixAddr address) {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_UNIX).order(ByteOrder.nativeOrder());
    bytes.putShort(0, (short) Family.AF_UNIX);
    address.name().putInto(bytes, Short.BYTES + (address.isAbstract() ? 1 : 0));
    int length = Short.BYTES + (address.isUnnamed() ? 0 : address.name().length() + 1);
    return Bytes.copyOf(bytes, 0, length);
  }

  /** sa_family; -1 if the bytes are too few to hold it. */
  public static int family(SockAddr.Raw raw) {
    return raw.length() < Short.BYTES
        ? -1
        : ByteBuffer.wrap(raw.bytes().toArray()).order(ByteOrder.nativeOrder()).getShort(0)
            & 0xffff;
  }

  /**
   * The address as udp_sendmsg reads it, whose family may be AF_UNSPEC instead of AF_INET; of any
   * other it is none.
   */
  static SockAddr asInet(SockAddr.Raw raw) {
    int family = family(raw);
    return family == Family.AF_INET || family == Family.AF_UNSPEC
        ? new SockAddr.Inet(bytes(raw).getInt(4), bytes(raw).getShort(2) & 0xffff)
        : SockAddr.UNDEFINED;
  }

  /**
   * The address in the bytes whatever their family; a sockaddr_in6 has its flow information there.
   */
  static SockAddr readAsInet(SockAddr address) {
    return address instanceof SockAddr.Raw raw
        ? new SockAddr.Inet(bytes(raw).getInt(4), bytes(raw).getShort(2) & 0xffff)
        : new SockAddr.Inet(0, address.port());
  }

  /** The addresses that the bytes may be read as, whichever call they are given to. */
  public static Optional<SockAddr> host(SockAddr.Raw raw) {
    return raw.length() >= INET_SIZE && family(raw) == Family.AF_UNSPEC
        ? Optional.of(asInet(raw))
        : Optional.of(readUnix(read(raw))).filter(address -> address != raw);
  }

  /** Whether the bytes name a flow or a scope. */
  public static boolean hasFlowOrScope(SockAddr.Raw raw) {
    return family(raw) == Family.AF_INET6
        && raw.length() >= SHORTEST_INET6
        && (bytes(raw).getInt(4) != 0
            || (raw.length() >= INET6_SIZE && bytes(raw).getInt(24) != 0));
  }

  private static ByteBuffer bytes(SockAddr.Raw raw) {
    return ByteBuffer.wrap(raw.bytes().toArray());
  }
}
