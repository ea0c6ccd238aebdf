// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.Fd;

/**
 * The addresses that a case's sockets were seen to have, so that an address can be written without
 * a port that the kernel chose: {@code tx} for the very address of that socket, {@code
 * 127.0.0.1:tx} for another host with its port.
 */
final class SocketNames {
  private final Map<Integer, Known> byDescriptor = new HashMap<>();
  private final Map<Integer, List<Known>> byPort = new HashMap<>();

  private record Known(String name, SockAddr address) {}

  /** A socket has this address from now on; one without a port names nothing. */
  void learn(Fd fd, SockAddr address) {
    Known before = byDescriptor.remove(fd.id());
    if (before != null) {
      at(before.address.port()).remove(before);
    }
    if (address.port() > 0) {
      Known known = new Known(fd.name(), address);
      byDescriptor.put(fd.id(), known);
      at(address.port()).add(known);
    }
  }

  private List<Known> at(int port) {
    return byPort.computeIfAbsent(port, p -> new ArrayList<>());
  }

  /** The address, with a socket's name where it can be; of several the last that was learned. */
  String textOf(SockAddr address) {
    List<Known> known = byPort.getOrDefault(address.port(), List.of());
    int best = -1;
    int rank = -1;
    for (int i = 0; i < known.size(); i++) {
      int likeness = likeness(known.get(i).address, address);
      if (likeness >= rank) {
        best = i;
        rank = likeness;
      }
    }
    if (best < 0) {
      return address.toString();
    }
    String name = known.get(best).name;
    return known.get(best).address.equals(address) ? name : withPort(address, name);
  }

  /** The address with another text in place of its port. */
  static String withPort(SockAddr address, String port) {
    String text = address.toString();
    return address.port() < 0 ? text : text.substring(0, text.lastIndexOf(':') + 1) + port;
  }

  /** How likely a datagram with an address comes from a socket that is bound to another one. */
  private static int likeness(SockAddr own, SockAddr seen) {
    if (own.equals(seen)) {
      return 3;
    }
    if (isUnspecified(own)) {
      return own.family() == seen.family() ? 2 : 1;
    }
    return mapped(own).equals(mapped(seen)) ? 2 : 0;
  }

  private static boolean isUnspecified(SockAddr address) {
    return address instanceof SockAddr.Inet v4
        ? v4.address() == 0
        : address instanceof SockAddr.Inet6 v6 && v6.high() == 0 && v6.low() == 0;
  }

  private static SockAddr mapped(SockAddr address) {
    return address instanceof SockAddr.Inet v4
        ? SockAddr.Inet6.mapped(v4.address(), v4.port())
        : address;
  }
}
