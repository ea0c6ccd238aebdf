// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.Optional;

/**
 * A socket address as the calls take and return it.
 *
 * <p>A port is 0 to 65535 in host byte order. The model also puts the name of a number that the
 * kernel is free to choose there, above 65535 (model.Hole); such an address never reaches a system
 * call.
 */
public sealed interface SockAddr
    permits SockAddr.None,
        SockAddr.Unspec,
        SockAddr.Undefined,
        SockAddr.Raw,
        SockAddr.Inet,
        SockAddr.Inet6,
        UnixAddr {
  /** No address: a call that returned none ({@code msg_namelen} 0), or was given a null pointer. */
  SockAddr NONE = new None();

  /**
   * Family AF_UNSPEC: what dissolves the association of a datagram socket when it is given to
   * connect.
   */
  SockAddr UNSPEC = new Unspec();

  /** An address of which only the length was set: its bytes may be anything. The model's only. */
  SockAddr UNDEFINED = new Undefined();

  /** The address family: {@code AF_INET} and so on; -1 of {@link #NONE}. */
  int family();

  /** The port; -1 where the family has none. */
  int port();

  /**
   * Whether what is sent from this address may show the other: the same port, and the same host, or
   * any host here.
   */
  boolean isLike(SockAddr other);

  /** As IPv4, if it is a v4-mapped address; else itself. */
  SockAddr plain();

  /** Whether it is 0.0.0.0 or ::. */
  boolean isAny();

  /** This address with another port; itself where the family has none. */
  SockAddr withPort(int port);

  /** The address of a text as {@code toString} writes it; empty if it is none. */
  static Optional<SockAddr> parse(String text) {
    return SockAddrText.parse(text);
  }

  /** No address. */
  record None() implements SockAddr {
    @Override
    public int family() {
      return -1;
    }

    @Override
    public int port() {
      return -1;
    }

    @Override
    public SockAddr withPort(int port) {
      return this;
    }

    @Override
    public boolean isLike(SockAddr other) {
      return false;
    }

    @Override
    public SockAddr plain() {
      return this;
    }

    @Override
    public boolean isAny() {
      return false;
    }

    @Override
    public String toString() {
      return "{}";
    }
  }

  /** {@code struct sockaddr} with sa_family AF_UNSPEC and zeros behind it. */
  record Unspec() implements SockAddr {
    @Override
    public int family() {
      return Family.AF_UNSPEC;
    }

    @Override
    public int port() {
      return -1;
    }

    @Override
    public SockAddr withPort(int port) {
      return this;
    }

    @Override
    public boolean isLike(SockAddr other) {
      return false;
    }

    @Override
    public SockAddr plain() {
      return this;
    }

    @Override
    public boolean isAny() {
      return false;
    }

    @Override
    public String toString() {
      return "AF_UNSPEC";
    }
  }

  /** Any address. */
  record Undefined() implements SockAddr {
    @Override
    public int family() {
      return -1;
    }

    @Override
    public int port() {
      return -1;
    }

    @Override
    public SockAddr withPort(int port) {
      return this;
    }

    @Override
    public boolean isLike(SockAddr other) {
      return false;
    }

    @Override
    public SockAddr plain() {
      return this;
    }

    @Override
    public boolean isAny() {
      return false;
    }

    @Override
    public String toString() {
      return "_";
    }
  }

  /**
   * The bytes of an address as a script writes them out, or an address pointer to where nothing is
   * mapped. A call takes them apart itself; none is ever returned.
   *
   * @param bytes what is at the pointer, as many as the length says; zeros of a bad pointer
   * @param fault whether the pointer is bad
   */
  record Raw(Bytes bytes, boolean fault) implements SockAddr {
    /** A bad pointer with this address length. */
    public static Raw faulty(int length) {
      return new Raw(Payload.faulty(length).bytes(), true);
    }

    public int length() {
      return bytes.length();
    }

    @Override
    public int family() {
      return -1;
    }

    @Override
    public int port() {
      return -1;
    }

    @Override
    public SockAddr withPort(int port) {
      return this;
    }

    @Override
    public boolean isLike(SockAddr other) {
      return false;
    }

    @Override
    public SockAddr plain() {
      return this;
    }

    @Override
    public boolean isAny() {
      return false;
    }

    @Override
    public String toString() {
      return fault ? "fault(" + length() + ")" : bytes.toString();
    }
  }

  /**
   * {@code struct sockaddr_in}.
   *
   * @param address the four bytes, the first in the highest place: 127.0.0.1 is 0x7f000001
   */
  record Inet(int address, int port) implements SockAddr {
    @Override
    public int family() {
      return Family.AF_INET;
    }

    @Override
    public SockAddr withPort(int port) {
      return new Inet(address, port);
    }

    @Override
    public boolean isAny() {
      return address == 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inet that && that.address == address && that.port == port;
    }

    @Override
    public int hashCode() {
      return 31 * address + port;
    }

    @Override
    public boolean isLike(SockAddr other) {
      SockAddr shown = other.plain();
      return shown.port() == port && port > 0 && (shown.equals(this) || isAny());
    }

    @Override
    public SockAddr plain() {
      return this;
    }

    @Override
    public String toString() {
      return host(address) + ":" + port;
    }

    /** {@code 127.0.0.1} of 0x7f000001. */
    public static String host(int address) {
      return (address >>> 24)
          + "."
          + (address >>> 16 & 255)
          + "."
          + (address >>> 8 & 255)
          + "."
          + (address & 255);
    }
  }

  /**
   * {@code struct sockaddr_in6} with flow information and scope 0.
   *
   * @param high the first eight bytes of the address, big-endian
   * @param low the last eight
   */
  record Inet6(long high, long low, int port) implements SockAddr {
    @Override
    public int family() {
      return Family.AF_INET6;
    }

    @Override
    public SockAddr withPort(int port) {
      return new Inet6(high, low, port);
    }

    @Override
    public SockAddr plain() {
      return isMapped() ? new Inet((int) low, port) : this;
    }

    @Override
    public boolean isAny() {
      return high == 0 && low == 0;
    }

    /** The v4-mapped address {@code ::ffff:a.b.c.d}. */
    public static Inet6 mapped(int address, int port) {
      return new Inet6(0, 0xffff_0000_0000L | (address & 0xffff_ffffL), port);
    }

    /** Whether it is {@code ::ffff:a.b.c.d}. */
    public boolean isMapped() {
      return high == 0 && low >>> 32 == 0xffff;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inet6 that
          && that.high == high
          && that.low == low
          && that.port == port;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Long.hashCode(high) + Long.hashCode(low)) + port;
    }

    @Override
    public boolean isLike(SockAddr other) {
      return isMapped()
          ? plain().isLike(other)
          : other.port() == port && port > 0 && (other.equals(this) || isAny());
    }

    @Override
    public String toString() {
      return "[" + Inet6Text.of(high, low) + "]:" + port;
    }
  }
}
