// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.FamilyRules;
import org.sockdiff.rule.FamilyRules.BindFamily;
import org.sockdiff.rule.Machine;

/**
 * bind on a UDP socket, and the bind that other calls do by themselves.
 *
 * <p>Source: net/ipv4/af_inet.c, __inet_bind; net/ipv6/af_inet6.c, __inet6_bind; net/ipv4/udp.c,
 * udp_lib_get_port and udp_lib_lport_inuse; net/ipv4/inet_connection_sock.c, inet_rcv_saddr_equal.
 */
final class UdpBind {
  private UdpBind() {}

  static List<Step> bind(Host host, int id, UdpSocket socket, SockAddr address) {
    return socket.isInet6()
        ? bindInet6(host, id, socket, address)
        : bindInet(host, id, socket, RawAddress.read(address));
  }

  private static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  private static List<Step> bindInet(Host host, int id, UdpSocket socket, SockAddr given) {
    if (given == SockAddr.NONE) {
      return failed(Errno.EINVAL, host);
    }
    if (given instanceof SockAddr.Raw raw && raw.length() < RawAddress.INET_SIZE) {
      return failed(Errno.EINVAL, host);
    }
    if (given instanceof SockAddr.Raw raw
        && RawAddress.family(raw) == Family.AF_UNSPEC
        && RawAddress.asInet(raw).isAny()) {
      return bindInet(host, id, socket, RawAddress.asInet(raw));
    }
    if (given instanceof SockAddr.Inet6 || given instanceof SockAddr.Raw) {
      return host.answer(FamilyRules.INET_BIND_FAMILY) == BindFamily.NOT_TESTED
          ? bindInet(host, id, socket, RawAddress.readAsInet(given))
          : failed(Errno.EAFNOSUPPORT, host);
    }
    SockAddr address = given == SockAddr.UNSPEC ? Inet.any(false) : given;
    if (!address.isAny() && !Inet.isLocal(address)) {
      return failed(Errno.EADDRNOTAVAIL, host);
    }
    if (isPrivileged(host, address)) {
      return failed(Errno.EACCES, host);
    }
    if (socket.binding().isBound()) {
      return failed(Errno.EINVAL, host);
    }
    return take(host, id, socket, address, socket.options().v6only());
  }

  private static List<Step> bindNotInet6(Host host, int id, UdpSocket socket, SockAddr given) {
    if (!(given instanceof SockAddr.Raw raw) || raw.length() < RawAddress.SHORTEST_INET6) {
      return failed(Errno.EINVAL, host);
    }
    return host.answer(FamilyRules.INET_BIND_FAMILY) == BindFamily.NOT_TESTED
        ? bindInet6(host, id, socket, RawAddress.readAsInet6(raw))
        : failed(Errno.EAFNOSUPPORT, host);
  }

  private static List<Step> bindInet6(Host host, int id, UdpSocket socket, SockAddr given) {
    SockAddr address = RawAddress.read(given);
    if (!(address instanceof SockAddr.Inet6 v6)) {
      return bindNotInet6(host, id, socket, given);
    }
    if (isPrivileged(host, address)) {
      return failed(Errno.EACCES, host);
    }
    if (socket.binding().isBound()) {
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

  /** A bind that finds the port taken leaves no address, not even one that was there before. */
  private static List<Step> take(
      Host host, int id, UdpSocket socket, SockAddr address, boolean v6only) {
    boolean chooses = address.port() == 0;
    Binding asked = socket.binding().bound(address, !address.isAny(), !chooses, place(host));
    UdpSocket asking = socket.withOptions(socket.options().withV6only(v6only)).withBinding(asked);
    if (!chooses && isTaken(host, id, asking)) {
      Binding left = socket.binding().withoutAddress();
      return failed(Errno.EADDRINUSE, host.withSocket(id, socket.withBinding(left)));
    }
    Host bound = host.withSocket(id, asking);
    return Step.returned(Outcome.ofValue(0), chooses ? autobind(bound, id, asking) : bound);
  }

  /** Binds to a port of the kernel's choice, keeping the address. */
  static Host autobind(Host host, int id, UdpSocket socket) {
    Binding old = socket.binding();
    Hole port = new Hole(Hole.Kind.PORT, id, old.chosen());
    return host.withSocket(id, socket.withBinding(old.withChosenPort(port.port(), place(host))));
  }

  /** The place of who takes one in the hash chain now. */
  static int place(Host host) {
    int last = 0;
    for (int id = 0; id < host.socketSlots(); id++) {
      if (host.socketOrNull(id) instanceof UdpSocket socket) {
        last = Math.max(last, socket.binding().order());
      }
    }
    return last + 1;
  }

  /**
   * Whether the kernel may have chosen an address's port for a socket: nobody in its way has it.
   */
  static boolean mayChoose(Host host, int id, SockAddr address) {
    return host.socketOrNull(id) instanceof UdpSocket socket
        && !isTaken(host, id, socket.withBinding(socket.binding().withLocal(address, 0)));
  }

  private static boolean isTaken(Host host, int id, UdpSocket asking) {
    int port = asking.binding().local().port();
    for (int other = 0; other < host.socketSlots(); other++) {
      if (other != id
          && host.socketOrNull(other) instanceof UdpSocket socket
          && socket.binding().local().port() == port
          && !(socket.options().reuseAddress() && asking.options().reuseAddress())
          && overlap(asking, socket)) {
        return true;
      }
    }
    return false;
  }

  /** Source: net/ipv4/inet_connection_sock.c, inet_rcv_saddr_equal. */
  private static boolean overlap(UdpSocket asking, UdpSocket other) {
    Binding one = asking.binding();
    Binding two = other.binding();
    if (!asking.isInet6() || (one.isLocalInet() && two.isLocalInet())) {
      return !other.options().v6only()
          && (one.local4() == two.local4() || one.local4() == 0 || two.local4() == 0);
    }
    return (two.local().isAny() && other.isInet6() && mayOverlap(other, one))
        || (one.local().isAny() && mayOverlap(asking, two))
        || Inet.sameHost(one.local(), two.local());
  }

  /** Whether an IPv6 socket with the unspecified address is in the way of another's address. */
  private static boolean mayOverlap(UdpSocket unspecified, Binding other) {
    return !(unspecified.options().v6only() && other.isLocalInet());
  }
}
