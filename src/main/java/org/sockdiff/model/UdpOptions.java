// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Errno;

/**
 * getsockopt and setsockopt on a UDP socket.
 *
 * <p>Source: net/ipv4/udp.c, udp_setsockopt; net/ipv6/ipv6_sockglue.c.
 */
final class UdpOptions {
  private UdpOptions() {}

  static List<Step> get(Host host, int id, UdpSocket socket, SockOpt option) {
    if (option == SockOpt.SO_PEEK_OFF) {
      return PeekOffset.get(host, socket.options());
    }
    if (option != SockOpt.IPV6_V6ONLY) {
      return CommonOptions.get(host, id, socket, option);
    }
    return socket.isInet6()
        ? CommonOptions.number(socket.options().v6only() ? 1 : 0, host)
        : CommonOptions.failed(Errno.EOPNOTSUPP, host);
  }

  /** A time-out's value is in microseconds; {@link SockOpt} says which are. */
  static List<Step> set(Host host, int id, UdpSocket socket, SockOpt option, long value) {
    if (option == SockOpt.SO_PEEK_OFF) {
      return PeekOffset.set(host, id, socket, (int) value);
    }
    return option == SockOpt.IPV6_V6ONLY
        ? v6only(host, id, socket, value)
        : CommonOptions.set(host, id, socket, option, value);
  }

  private static List<Step> v6only(Host host, int id, UdpSocket socket, long value) {
    if (!socket.isInet6()) {
      return CommonOptions.failed(Errno.ENOPROTOOPT, host);
    }
    return socket.binding().isBound()
        ? CommonOptions.failed(Errno.EINVAL, host)
        : CommonOptions.change(host, id, socket, socket.options().withV6only(value != 0));
  }
}
