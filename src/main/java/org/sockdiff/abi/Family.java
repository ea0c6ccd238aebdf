// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

/** Address families by number. Source: include/linux/socket.h. */
public final class Family {
  public static final int AF_UNSPEC = 0;
  public static final int AF_UNIX = 1;
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;
  public static final int AF_PACKET = 17;

  private Family() {}
}
