// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.Optional;

/** The MSG_ flags of send, recv and {@code msg_flags}. Source: include/linux/socket.h. */
public enum MsgFlag {
  MSG_OOB(0x1),
  MSG_PEEK(0x2),
  MSG_DONTROUTE(0x4),
  MSG_CTRUNC(0x8),
  MSG_PROBE(0x10),
  MSG_TRUNC(0x20),
  MSG_DONTWAIT(0x40),
  MSG_EOR(0x80),
  MSG_WAITALL(0x100),
  MSG_FIN(0x200),
  MSG_SYN(0x400),
  MSG_CONFIRM(0x800),
  MSG_RST(0x1000),
  MSG_ERRQUEUE(0x2000),
  MSG_NOSIGNAL(0x4000),
  MSG_MORE(0x8000),
  MSG_WAITFORONE(0x10000),
  MSG_BATCH(0x40000),
  MSG_ZEROCOPY(0x4000000),
  MSG_FASTOPEN(0x20000000),
  MSG_CMSG_CLOEXEC(0x40000000);

  private final int bit;

  MsgFlag(int bit) {
    this.bit = bit;
  }

  public int bit() {
    return bit;
  }

  /** Whether this flag is set in {@code flags}. */
  public boolean in(int flags) {
    return (flags & bit) != 0;
  }

  /** {@code MSG_PEEK|MSG_TRUNC}, {@code 0}, and bits without a name in hexadecimal. */
  public static String text(int flags) {
    StringBuilder text = new StringBuilder();
    int rest = flags;
    for (MsgFlag flag : values()) {
      if (flag.in(flags)) {
        text.append(text.length() == 0 ? "" : "|").append(flag.name());
        rest &= ~flag.bit;
      }
    }
    if (rest != 0 || text.length() == 0) {
      text.append(text.length() == 0 ? "" : "|");
      text.append(rest == 0 ? "0" : "0x" + Integer.toHexString(rest));
    }
    return text.toString();
  }

  /** The flags of a text as {@link #text} writes it; empty if it is none. */
  public static Optional<Integer> parse(String text) {
    int flags = 0;
    int start = 0;
    while (start <= text.length()) {
      int bar = text.indexOf('|', start);
      int end = bar < 0 ? text.length() : bar;
      Optional<Integer> part = part(text.substring(start, end));
      if (part.isEmpty()) {
        return part;
      }
      flags |= part.get();
      start = end + 1;
    }
    return Optional.of(flags);
  }

  private static Optional<Integer> part(String text) {
    if (text.equals("0")) {
      return Optional.of(0);
    }
    if (text.startsWith("0x")) {
      try {
        return Optional.of(Integer.parseUnsignedInt(text, 2, text.length(), 16));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    for (MsgFlag flag : values()) {
      if (flag.name().equals(text)) {
        return Optional.of(flag.bit);
      }
    }
    return Optional.empty();
  }
}
