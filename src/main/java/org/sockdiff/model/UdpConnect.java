// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;

/**
 * connect and shutdown on a UDP socket.
 *
 * <p>Connecting filters what arrives from then on; what is queued stays, and so does a pending
 * error.
 *
 * <p>Source: net/ipv4/af_inet.c, inet_dgram_connect and inet_shutdown; net/ipv4/datagram.c,
 * __ip4_datagram_connect; net/ipv6/datagram.c, __ip6_datagram_connect; net/ipv6/ip6_output.c,
 * ip6_dst_lookup_tail, which refuses v4-mapped sources; net/ipv4/udp.c, __udp_disconnect.
 */
final class UdpConnect {
  private static final int SHUTDOWN_MASK = 3;

  private UdpConnect() {}

  private static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  static List<Step> connect(Host host, int id, UdpSocket socket, SockAddr address) {
    if (address == SockAddr.NONE) {
      return failed(Errno.EINVAL, host);
    }
    if (address == SockAddr.UNSPEC) {
      return disconnect(host, id, socket);
    }
    Host bound = socket.binding().isBound() ? host : UdpBind.autobind(host, id, socket);
    UdpSocket asking = (UdpSocket) bound.socket(id);
    return asking.isInet6()
        ? connectInet6(bound, id, asking, address)
        : connectInet(bound, id, asking, address);
  }

  private static List<Step> connectInet(Host host, int id, UdpSocket socket, SockAddr address) {
    return address instanceof SockAddr.Inet
        ? associate(host, id, socket, address)
        : failed(Errno.EAFNOSUPPORT, host);
  }

  private static List<Step> connectInet6(Host host, int id, UdpSocket socket, SockAddr address) {
    if (address instanceof SockAddr.Inet) {
      return socket.options().v6only()
          ? failed(Errno.EAFNOSUPPORT, host)
          : associate(host, id, socket, address);
    }
    SockAddr peer = address;
    if (Inet.isAny(address)) {
      boolean mapped = Inet.unmapped(socket.binding().local()) instanceof SockAddr.Inet;
      peer = mapped ? Inet.loopback(false, address.port()) : Inet.loopback(true, address.port());
    }
    SockAddr plain = Inet.unmapped(peer);
    if (plain instanceof SockAddr.Inet && socket.options().v6only()) {
      return failed(Errno.ENETUNREACH, host);
    }
    return associate(host, id, socket, plain);
  }

  /** The address is of the family that is spoken: IPv4 for a v4-mapped one. */
  private static List<Step> associate(Host host, int id, UdpSocket socket, SockAddr given) {
    boolean inet6 = Inet.isInet6(given);
    Binding binding = socket.binding();
    SockAddr own = Inet.source(binding.local(), inet6);
    SockAddr peer = Inet.isAny(given) ? own.withPort(given.port()) : given;
    if (Inet.isUnreachable(peer)) {
      return failed(Errno.ENETUNREACH, host);
    }
    if (!Inet.isLocal(peer)) {
      throw new ModelGap("connecting to " + peer);
    }
    if (inet6 && !Inet.isInet6(own)) {
      return failed(Errno.EAFNOSUPPORT, host);
    }
    boolean shown6 = socket.isInet6();
    SockAddr local = Inet.isAny(Inet.unmapped(binding.local())) ? own : binding.local();
    Binding connected =
        binding
            .withLocal(shown6 ? Inet.mapped(local) : local)
            .withPeer(shown6 ? Inet.mapped(peer) : peer);
    return Step.returned(Outcome.ofValue(0), host.withSocket(id, socket.withBinding(connected)));
  }

  private static List<Step> disconnect(Host host, int id, UdpSocket socket) {
    Binding old = socket.binding();
    SockAddr kept = old.addressLocked() ? old.local() : Inet.any(socket.isInet6());
    Binding binding =
        new Binding(
            kept.withPort(old.portLocked() ? old.local().port() : 0),
            SockAddr.NONE,
            old.addressLocked(),
            old.portLocked(),
            old.portLocked() ? old.order() : 0,
            old.chosen());
    return Step.returned(Outcome.ofValue(0), host.withSocket(id, socket.withBinding(binding)));
  }

  /** An unconnected socket answers ENOTCONN, and yet it takes effect. */
  static List<Step> shutdown(Host host, int id, UdpSocket socket, int how) {
    int bits = how + 1;
    if ((bits & ~SHUTDOWN_MASK) != 0 || bits == 0) {
      return failed(Errno.EINVAL, host);
    }
    Host shut = host.withSocket(id, socket.withShutdown(bits)).wakeAll(id);
    return Step.returned(
        socket.binding().isConnected() ? Outcome.ofValue(0) : Outcome.failed(Errno.ENOTCONN), shut);
  }
}
