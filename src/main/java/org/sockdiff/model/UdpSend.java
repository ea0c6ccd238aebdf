// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.SockAddr;

/**
 * send, sendto and sendmsg on a UDP socket.
 *
 * <p>Source: net/ipv4/af_inet.c, inet_sendmsg (which binds first); net/ipv4/udp.c, udp_sendmsg;
 * net/ipv6/udp.c, udpv6_sendmsg; net/ipv4/ip_output.c, __ip_append_data; net/core/sock.c,
 * sock_alloc_send_pskb (which tests the pending error, then the shutdown).
 */
final class UdpSend {
  private static final int LONGEST_ARGUMENT = 0xffff;
  private static final int LONGEST_INET = 0xffff - 20 - 8;
  private static final int LONGEST_INET6 = 0xffff - 8;

  private UdpSend() {}

  static List<Step> send(
      Host host, int id, UdpSocket socket, Payload data, int flags, SockAddr to) {
    if (MsgFlag.MSG_MORE.in(flags)) {
      throw new ModelGap("MSG_MORE");
    }
    Host bound = socket.binding().isBound() ? host : UdpBind.autobind(host, id, socket);
    UdpSocket sender = (UdpSocket) bound.socket(id);
    return sender.isInet6()
        ? sendInet6(bound, id, sender, data, flags, to)
        : sendInet(bound, id, sender, data, flags, to);
  }

  private static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  private static List<Step> sendInet(
      Host host, int id, UdpSocket socket, Payload data, int flags, SockAddr to) {
    if (data.length() > LONGEST_ARGUMENT) {
      return failed(Errno.EMSGSIZE, host);
    }
    if (MsgFlag.MSG_OOB.in(flags)) {
      return failed(Errno.EOPNOTSUPP, host);
    }
    if (to == SockAddr.NONE) {
      return socket.binding().connected()
          ? sendToPeer(host, id, socket, data, flags)
          : failed(Errno.EDESTADDRREQ, host);
    }
    if (to instanceof SockAddr.Raw raw) {
      return raw.length() < RawAddress.INET_SIZE
          ? failed(Errno.EINVAL, host)
          : sendInet(host, id, socket, data, flags, RawAddress.asInet(raw));
    }
    if (to instanceof SockAddr.Inet6 || to == SockAddr.UNDEFINED) {
      return failed(Errno.EAFNOSUPPORT, host);
    }
    if (to == SockAddr.UNSPEC || to.port() == 0) {
      return failed(Errno.EINVAL, host);
    }
    return route(host, id, socket, data, flags, to);
  }

  /** Unlike an address that is given, the peer may have port 0. */
  private static List<Step> sendToPeer(
      Host host, int id, UdpSocket socket, Payload data, int flags) {
    Binding binding = socket.binding();
    if (MsgFlag.MSG_DONTROUTE.in(flags)) {
      return route(host, id, socket, data, flags, binding.peer());
    }
    if (binding.detour().taken()) {
      return transmit(
          host,
          id,
          socket,
          data,
          flags,
          UdpRoute.source(binding),
          binding.detour().to(),
          LONGEST_INET);
    }
    UdpSocket cached = socket.withBinding(binding.withDetour(binding.detour().afterSend()));
    return route(host.withSocket(id, cached), id, cached, data, flags, binding.peer());
  }

  private static List<Step> sendInet6(
      Host host, int id, UdpSocket socket, Payload data, int flags, SockAddr to) {
    if (to instanceof SockAddr.Raw raw) {
      return sendRawInet6(host, id, socket, data, flags, raw);
    }
    Binding binding = socket.binding();
    boolean named = to instanceof SockAddr.Inet || to instanceof SockAddr.Inet6;
    if (!named && !binding.connected()) {
      return failed(Errno.EDESTADDRREQ, host);
    }
    SockAddr given = named ? to : binding.peer();
    if (to == SockAddr.UNSPEC && given.plain() instanceof SockAddr.Inet) {
      return failed(Errno.ENETUNREACH, host);
    }
    if (given instanceof SockAddr.Inet6 && given.isAny()) {
      given = Inet.loopback(!binding.isLocalInet(), given.port());
    }
    if (given.plain() instanceof SockAddr.Inet v4) {
      return socket.options().v6only()
          ? failed(Errno.ENETUNREACH, host)
          : sendInet(host, id, socket, data, flags, v4);
    }
    if (named && given.port() == 0) {
      return failed(Errno.EINVAL, host);
    }
    Optional<Errno> refusal = UdpRoute.refusalInet6(host, binding, given);
    return refusal.isPresent()
        ? failed(refusal.get(), host)
        : transmit(
            host, id, socket, data, flags, UdpRoute.sourceInet6(binding), given, LONGEST_INET6);
  }

  /** An address that is too short for its family, or of another one; AF_UNSPEC is as none. */
  private static List<Step> sendRawInet6(
      Host host, int id, UdpSocket socket, Payload data, int flags, SockAddr.Raw raw) {
    if (raw.length() < Short.BYTES) {
      return failed(Errno.EINVAL, host);
    }
    if (RawAddress.family(raw) == Family.AF_UNSPEC) {
      return sendInet6(host, id, socket, data, flags, SockAddr.UNSPEC);
    }
    if (RawAddress.family(raw) != Family.AF_INET) {
      return failed(Errno.EINVAL, host);
    }
    return socket.options().v6only()
        ? failed(Errno.ENETUNREACH, host)
        : sendInet(host, id, socket, data, flags, raw);
  }

  private static List<Step> route(
      Host host, int id, UdpSocket socket, Payload data, int flags, SockAddr given) {
    SockAddr source = UdpRoute.source(socket.binding());
    SockAddr destination = given.isAny() ? source.withPort(given.port()) : given;
    Optional<Errno> refusal = UdpRoute.refusal(destination);
    return refusal.isPresent()
        ? failed(refusal.get(), host)
        : transmit(host, id, socket, data, flags, source, destination, LONGEST_INET);
  }

  private static List<Step> transmit(
      Host host,
      int id,
      UdpSocket socket,
      Payload data,
      int flags,
      SockAddr source,
      SockAddr destination,
      int longest) {
    if (MsgFlag.MSG_PROBE.in(flags)) {
      return Step.returned(Outcome.ofValue(data.length()), host); // ip_make_skb makes none
    }
    if (data.length() > longest) {
      return failed(Errno.EMSGSIZE, host);
    }
    if (socket.error().isPresent()) {
      return failed(socket.error().get(), host.withSocket(id, socket.withError(Optional.empty())));
    }
    if (socket.isShutForSending()) {
      return failed(Errno.EPIPE, host);
    }
    if (data.fault()) {
      return failed(Errno.EFAULT, host);
    }
    boolean inet6 = Inet.isInet6(destination);
    if (inet6 && UdpFragments.overrun(host.machine(), data.length(), socket.options().sndbuf())) {
      return failed(Errno.ENOBUFS, host.count(Counter.UDP6_SNDBUF_ERRORS));
    }
    Host sent = host.count(inet6 ? Counter.UDP6_OUT_DATAGRAMS : Counter.UDP_OUT_DATAGRAMS);
    return Step.returned(
        Outcome.ofValue(data.length()),
        UdpDelivery.deliver(sent, source, destination, data.bytes()));
  }
}
