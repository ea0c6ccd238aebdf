// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

/** The events of poll. Source: include/uapi/asm-generic/poll.h. */
public enum PollFlag {
  POLLIN(0x1),
  POLLPRI(0x2),
  POLLOUT(0x4),
  POLLERR(0x8),
  POLLHUP(0x10),
  POLLNVAL(0x20),
  POLLRDNORM(0x40),
  POLLRDBAND(0x80),
  POLLWRNORM(0x100),
  POLLWRBAND(0x200),
  POLLMSG(0x400),
  POLLREMOVE(0x1000),
  POLLRDHUP(0x2000);

  private final int bit;

  PollFlag(int bit) {
    this.bit = bit;
  }

  public int bit() {
    return bit;
  }

  /** {@code POLLIN|POLLRDNORM}; {@code 0} of none. */
  public static String text(int events) {
    StringBuilder text = new StringBuilder();
    int rest = events;
    for (PollFlag flag : values()) {
      if ((events & flag.bit) != 0) {
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
}
