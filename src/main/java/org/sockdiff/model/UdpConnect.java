// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Rules;
import org.sockdiff.rule.Rules.FailedConnect;
import org.sockdiff.rule.ShutdownRules;
import org.sockdiff.rule.ShutdownRules.Unconnected;

/**
 * connect and shutdown on a UDP socket.
 *
 * <p>Connecting filters what arrives from then on; what is queued stays, and so does a pending
 * error.
 *
 * <p>Source: net/ipv4/af_inet.c, inet_dgram_connect and inet_shutdown; net/ipv4/datagram.c,
 * __ip4_datagram_connect; net/ipv6/datagram.c, __ip6_datagram_connect; net/ipv4/udp.c,
 * __udp_disconnect.
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
      return connected(host, id, socket, socket.binding().disconnected(UdpBind.place(host)));
    }
    if (address instanceof SockAddr.Raw raw && RawAddress.family(raw) <= Family.AF_UNSPEC) {
      return raw.length() < Short.BYTES
          ? failed(Errno.EINVAL, host)
          : connect(host, id, socket, SockAddr.UNSPEC);
    }
    Host bound = socket.binding().isBound() ? host : UdpBind.autobind(host, id, socket);
    UdpSocket asking = (UdpSocket) bound.socket(id);
    return asking.isInet6()
        ? connectInet6(bound, id, asking, address)
        : connectInet(bound, id, asking, address);
  }

  private static List<Step> connected(Host host, int id, UdpSocket socket, Binding binding) {
    return Step.returned(Outcome.ofValue(0), host.withSocket(id, socket.withBinding(binding)));
  }

  private static List<Step> connectInet(Host host, int id, UdpSocket socket, SockAddr address) {
    if (address instanceof SockAddr.Raw raw && raw.length() < RawAddress.INET_SIZE) {
      return failed(Errno.EINVAL, host);
    }
    return address instanceof SockAddr.Inet v4
        ? associate(host, id, socket, v4)
        : failed(Errno.EAFNOSUPPORT, host);
  }

  private static List<Step> connectInet6(Host host, int id, UdpSocket socket, SockAddr address) {
    if (address instanceof SockAddr.Inet v4) {
      return socket.options().v6only()
          ? failed(Errno.EAFNOSUPPORT, host)
          : associate(host, id, socket, v4);
    }
    if (address instanceof SockAddr.Raw raw) {
      return failed(shortInet6(socket, raw), host);
    }
    SockAddr peer =
        address.isAny()
            ? Inet.loopback(!socket.binding().isLocalInet(), address.port())
            : address.plain();
    if (peer instanceof SockAddr.Inet v4) {
      return socket.options().v6only()
          ? failed(Errno.ENETUNREACH, host)
          : associate(host, id, socket, v4);
    }
    return associateInet6(host, id, socket, peer);
  }

  /** The errno of an address that is too short for its family, or of another one. */
  private static Errno shortInet6(UdpSocket socket, SockAddr.Raw raw) {
    if (RawAddress.family(raw) == Family.AF_INET) {
      return socket.options().v6only() ? Errno.EAFNOSUPPORT : Errno.EINVAL;
    }
    return raw.length() < RawAddress.SHORTEST_INET6 ? Errno.EINVAL : Errno.EAFNOSUPPORT;
  }

  /** Source: net/ipv6/datagram.c, ip6_datagram_dst_update. */
  private static List<Step> associateInet6(Host host, int id, UdpSocket socket, SockAddr peer) {
    Optional<Errno> refusal = UdpRoute.refusalInet6(host, socket.binding(), peer);
    if (refusal.isPresent()) {
      return failed(refusal.get(), host);
    }
    Binding old = socket.binding();
    Binding placed =
        old.local().isAny()
            ? old.withLocal(Inet.loopback(true, old.local().port()), UdpBind.place(host))
            : old;
    return connected(host, id, socket, placed.connectedTo(peer));
  }

  /** Of a socket of either family. */
  private static List<Step> associate(Host host, int id, UdpSocket socket, SockAddr.Inet given) {
    Binding old = socket.binding();
    if (Inet.isUnreachable(given)) {
      return failed(
          Errno.ENETUNREACH, host.withSocket(id, socket.withBinding(lost(host, old, given))));
    }
    SockAddr.Inet source = UdpRoute.source(old);
    SockAddr.Inet peer =
        new SockAddr.Inet(given.isAny() ? source.address() : given.address(), given.port());
    if (!Inet.isLocal(peer)) {
      throw new ModelGap("connecting to " + peer);
    }
    Binding placed =
        old.local4() == 0 ? old.withLocal(shown(socket, source), UdpBind.place(host)) : old;
    Binding whole =
        socket.isInet6()
            ? placed.withHalf(new Binding.Half(source.address(), peer.address()))
            : placed;
    return connected(host, id, socket, whole.connectedTo(shown(socket, peer)));
  }

  private static SockAddr shown(UdpSocket socket, SockAddr.Inet address) {
    return socket.isInet6() ? Inet.mapped(address) : address;
  }

  private static Binding lost(Host host, Binding old, SockAddr unreachable) {
    boolean diverts =
        old.connected()
            && !old.isInet6()
            && host.answer(Rules.UDP_FAILED_CONNECT) == FailedConnect.DIVERTS;
    return diverts ? old.withDetour(new Detour(unreachable, false)) : old;
  }

  /** An unconnected socket answers ENOTCONN on Linux, and yet it takes effect. */
  static List<Step> shutdown(Host host, int id, UdpSocket socket, int how) {
    int bits = how + 1;
    if ((bits & ~SHUTDOWN_MASK) != 0 || bits == 0) {
      return failed(Errno.EINVAL, host);
    }
    Host shut = host.withSocket(id, socket.withShutdown(bits)).wakeAll(id);
    boolean succeeds =
        socket.binding().connected()
            || host.answer(ShutdownRules.UDP_SHUTDOWN_UNCONNECTED) == Unconnected.SUCCESS;
    return Step.returned(succeeds ? Outcome.ofValue(0) : Outcome.failed(Errno.ENOTCONN), shut);
  }
}
