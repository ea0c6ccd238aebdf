// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Machine;

/**
 * bind on a UDP socket, and the bind that other calls do by themselves.
 *
 * <p>Source: net/ipv4/af_inet.c, __inet_bind; net/ipv6/af_inet6.c, __inet6_bind; net/ipv4/udp.c,
 * udp_lib_get_port; net/ipv4/inet_connection_sock.c, inet_rcv_saddr_equal.
 */
final class UdpBind {
  /** Source: include/net/if_inet6.h or net/ipv6.h, LOOPBACK4_IPV6. */
  private static final int LOOPBACK4_IPV6 = 0x7f000006;

  private UdpBind() {}

  static List<Step> bind(Host host, int id, UdpSocket socket, SockAddr address) {
    return socket.isInet6()
        ? bindInet6(host, id, socket, address)
        : bindInet(host, id, socket, address);
  }

  private static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  private static List<Step> bindInet(Host host, int id, UdpSocket socket, SockAddr given) {
    if (given == SockAddr.NONE) {
      return failed(Errno.EINVAL, host);
    }
    if (given instanceof SockAddr.Inet6) {
      return failed(Errno.EAFNOSUPPORT, host);
    }
    SockAddr address = given == SockAddr.UNSPEC ? Inet.any(false) : given;
    if (!address.isAny() && !Inet.isLocal(address)) {
      return failed(Errno.EADDRNOTAVAIL, host);
    }
    if (isPrivileged(host, address)) {
      return failed(Errno.EACCES, host);
    }
    if (socket.binding().isBound() || socket.binding().isConnected()) {
      return failed(Errno.EINVAL, host);
    }
    return take(host, id, socket, address, socket.options().v6only());
  }

  private static List<Step> bindInet6(Host host, int id, UdpSocket socket, SockAddr address) {
    if (!(address instanceof SockAddr.Inet6 v6)) {
      return failed(Errno.EINVAL, host);
    }
    if (isPrivileged(host, address)) {
      return failed(Errno.EACCES, host);
    }
    if (socket.binding().isBound() || socket.binding().isConnected()) {
      return failed(Errno.EINVAL, host);
    }
    if (v6.isMapped() && socket.options().v6only()) {
      return failed(Errno.EINVAL, host);
    }
    SockAddr plain = v6.plain();
    if (!plain.isAny() && !Inet.isLocal(plain)) {
      return failed(Errno.EADDRNOTAVAIL, host);
    }
    boolean v6only = socket.options().v6only() || (!v6.isAny() && !v6.isMapped());
    return take(host, id, socket, address, v6only);
  }

  private static boolean isPrivileged(Host host, SockAddr address) {
    return address.port() != 0
        && address.port() < host.machine().unprivilegedPortStart()
        && !host.machine().can(Machine.CAP_NET_BIND_SERVICE);
  }

  private static List<Step> take(
      Host host, int id, UdpSocket socket, SockAddr address, boolean v6only) {
    UdpSocket asking = socket.withOptions(socket.options().withV6only(v6only));
    boolean chooses = address.port() == 0;
    if (!chooses && isTaken(host, id, asking, address)) {
      return failed(Errno.EADDRINUSE, host);
    }
    Binding old = socket.binding();
    SockAddr local =
        chooses ? address.withPort(new Hole(Hole.Kind.PORT, id, old.chosen()).port()) : address;
    Binding binding =
        new Binding(
            local,
            old.peer(),
            !address.isAny(),
            !chooses,
            nextOrder(host),
            old.chosen() + (chooses ? 1 : 0));
    return Step.returned(Outcome.ofValue(0), host.withSocket(id, asking.withBinding(binding)));
  }

  /** Binds to a port of the kernel's choice, keeping the address. */
  static Host autobind(Host host, int id, UdpSocket socket) {
    Binding old = socket.binding();
    Hole port = new Hole(Hole.Kind.PORT, id, old.chosen());
    Binding binding =
        new Binding(
            old.local().withPort(port.port()),
            old.peer(),
            old.addressLocked(),
            old.portLocked(),
            nextOrder(host),
            old.chosen() + 1);
    return host.withSocket(id, socket.withBinding(binding));
  }

  static int nextOrder(Host host) {
    int last = 0;
    for (int id = 0; id < host.socketSlots(); id++) {
      if (host.socketOrNull(id) instanceof UdpSocket socket) {
        last = Math.max(last, socket.binding().order());
      }
    }
    return last + 1;
  }

  private static boolean isTaken(Host host, int id, UdpSocket asking, SockAddr address) {
    for (int other = 0; other < host.socketSlots(); other++) {
      if (other != id
          && host.socketOrNull(other) instanceof UdpSocket socket
          && socket.binding().local().port() == address.port()
          && !(socket.options().reuseAddress() && asking.options().reuseAddress())
          && overlap(asking, address, socket)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the kernel may have chosen an address's port for a socket: nobody in its way has it.
   */
  static boolean mayChoose(Host host, int id, SockAddr address) {
    return host.socketOrNull(id) instanceof UdpSocket asking && !isTaken(host, id, asking, address);
  }

  /** Source: net/ipv4/inet_connection_sock.c, inet_rcv_saddr_equal. */
  private static boolean overlap(UdpSocket asking, SockAddr address, UdpSocket other) {
    SockAddr taken = other.binding().local();
    boolean mapped = address.plain() instanceof SockAddr.Inet;
    if (mapped) {
      return !other.options().v6only() && sameInet(inetView(address), inetView(taken));
    }
    boolean otherMapped = taken.plain() instanceof SockAddr.Inet;
    if (address.isAny()) {
      return !(asking.options().v6only() && otherMapped);
    }
    return !otherMapped && (taken.isAny() || Inet.sameHost(address, taken));
  }

  private static boolean sameInet(SockAddr one, SockAddr other) {
    return one.isAny() || other.isAny() || Inet.sameHost(one, other);
  }

  /**
   * What stands for an address among IPv4 ones: an IPv6 one that has no equivalent is 127.0.0.6.
   */
  private static SockAddr inetView(SockAddr address) {
    SockAddr plain = address.plain();
    if (plain instanceof SockAddr.Inet) {
      return plain;
    }
    return plain.isAny() ? Inet.any(false) : new SockAddr.Inet(LOOPBACK4_IPV6, address.port());
  }
}
