// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.SockAddr;

/**
 * A number that the kernel is free to choose, by its name: which socket's, and how many that socket
 * had before. The name does not depend on the order in which threads ran.
 *
 * <p>A port that is not known yet stands in addresses as {@link #port}, a number above 65535;
 * binding the hole replaces it wherever it is.
 */
public record Hole(Kind kind, int socket, int nth) {
  private static final int FIRST_PORT = 1 << 16;
  private static final int NTH_BITS = 14;

  /** What the number is. */
  public enum Kind {
    /** A UDP port out of net.ipv4.ip_local_port_range that no socket in its way uses. */
    PORT
  }

  public Hole {
    if (socket < 0 || nth < 0 || nth >= 1 << NTH_BITS) {
      throw new IllegalArgumentException("no hole " + nth + " of socket " + socket);
    }
  }

  /** The name of a port that is not known, as it stands in an address. */
  public int port() {
    return FIRST_PORT + (socket << NTH_BITS | nth);
  }

  /** Whether an address's port is the name of one that is not known. */
  public static boolean isIn(SockAddr address) {
    return address.port() >= FIRST_PORT;
  }

  /** The hole that stands in an address; only if {@link #isIn} it. */
  public static Hole in(SockAddr address) {
    int name = address.port() - FIRST_PORT;
    return new Hole(Kind.PORT, name >>> NTH_BITS, name & ((1 << NTH_BITS) - 1));
  }

  /**
   * The address with this hole's number in its place; the same object if it does not stand in it.
   */
  SockAddr bind(SockAddr address, int number) {
    return address.port() == port() ? address.withPort(number) : address;
  }
}
