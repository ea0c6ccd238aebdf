// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.Optional;

/** Reads the texts that {@link SockAddr#toString} writes. */
final class SockAddrText {
  private static final int HIGHEST_PORT = 65535;
  private static final int GROUPS = 8;

  private SockAddrText() {}

  static Optional<SockAddr> parse(String text) {
    Optional<UnixAddr> unix = UnixAddr.parse(text);
    if (unix.isPresent()) {
      return Optional.of(unix.get());
    }
    return switch (text) {
      case "{}" -> Optional.of(SockAddr.NONE);
      case "AF_UNSPEC" -> Optional.of(SockAddr.UNSPEC);
      case "_" -> Optional.of(SockAddr.UNDEFINED);
      default -> hostAndPort(text);
    };
  }

  private static Optional<SockAddr> hostAndPort(String text) {
    int colon = text.lastIndexOf(':');
    int port = colon < 0 ? -1 : number(text, colon + 1, text.length(), 10, HIGHEST_PORT);
    return port < 0 ? Optional.empty() : host(text.substring(0, colon), port);
  }

  private static Optional<SockAddr> host(String text, int port) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return inet6(text.substring(1, text.length() - 1), port);
    }
    long address = inet(text);
    return address < 0 ? Optional.empty() : Optional.of(new SockAddr.Inet((int) address, port));
  }

  /** The four bytes as an unsigned number; -1 if it is no address. */
  private static long inet(String text) {
    long address = 0;
    int start = 0;
    for (int part = 0; part < 4; part++) {
      int dot = part < 3 ? text.indexOf('.', start) : text.length();
      int number = dot < 0 ? -1 : number(text, start, dot, 10, 255);
      if (number < 0) {
        return -1;
      }
      address = address << 8 | number;
      start = dot + 1;
    }
    return address;
  }

  private static Optional<SockAddr> inet6(String text, int port) {
    int gap = text.indexOf("::");
    int[] groups = new int[GROUPS];
    int before = groups(gap < 0 ? text : text.substring(0, gap), groups);
    if (before < 0 || (gap < 0 && before != GROUPS)) {
      return Optional.empty();
    }
    if (gap >= 0) {
      int[] after = new int[GROUPS];
      int count = groups(text.substring(gap + 2), after);
      if (count < 0 || before + count >= GROUPS) {
        return Optional.empty();
      }
      System.arraycopy(after, 0, groups, GROUPS - count, count);
    }
    return Optional.of(new SockAddr.Inet6(half(groups, 0), half(groups, 4), port));
  }

  private static long half(int[] groups, int start) {
    long half = 0;
    for (int i = start; i < start + 4; i++) {
      half = half << 16 | groups[i];
    }
    return half;
  }

  /** How many groups stand in the text, the last two of them perhaps as a.b.c.d; -1 if wrong. */
  private static int groups(String text, int[] groups) {
    int count = 0;
    int start = 0;
    while (start < text.length() && count < GROUPS) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && text.indexOf('.', start) >= 0) {
        long v4 = inet(text.substring(start));
        if (v4 < 0 || count > GROUPS - 2) {
          return -1;
        }
        groups[count] = (int) (v4 >>> 16);
        groups[count + 1] = (int) (v4 & 0xffff);
        return count + 2;
      }
      int group = number(text, start, end, 16, 0xffff);
      if (group < 0 || end == text.length() - 1) {
        return -1;
      }
      groups[count++] = group;
      start = end + 1;
    }
    return start < text.length() ? -1 : count;
  }

  /** A number of digits only, at most {@code most}; -1 if it is none. */
  private static int number(String text, int start, int end, int radix, int most) {
    if (start == end || end - start > 5) {
      return -1;
    }
    int number = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number > most ? -1 : number;
  }
}
