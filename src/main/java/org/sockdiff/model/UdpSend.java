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

  static List<Step> send(Host host, int id, UdpSocket socket, Send send) {
    if (MsgFlag.MSG_MORE.in(send.flags())) {
      throw new ModelGap("MSG_MORE");
    }
    Host bound = socket.binding().isBound() ? host : UdpBind.autobind(host, id, socket);
    UdpSocket sender = (UdpSocket) bound.socket(id);
    return sender.isInet6()
        ? sendInet6(bound, id, sender, send, send.to())
        : sendInet(bound, id, sender, send, send.to());
  }

  private static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  private static List<Step> sendInet(Host host, int id, UdpSocket socket, Send send, SockAddr to) {
    if (send.data().length() > LONGEST_ARGUMENT) {
      return failed(Errno.EMSGSIZE, host);
    }
    if (MsgFlag.MSG_OOB.in(send.flags())) {
      return failed(Errno.EOPNOTSUPP, host);
    }
    if (to == SockAddr.NONE) {
      return socket.binding().connected()
          ? sendToPeer(host, id, socket, send)
          : failed(Errno.EDESTADDRREQ, host);
    }
    if (to instanceof SockAddr.Raw raw) {
      return raw.length() < RawAddress.INET_SIZE
          ? failed(Errno.EINVAL, host)
          : sendInet(host, id, socket, send, RawAddress.asInet(raw));
    }
    if (to instanceof SockAddr.Inet6 || to == SockAddr.UNDEFINED) {
      return failed(Errno.EAFNOSUPPORT, host);
    }
    if (to == SockAddr.UNSPEC || to.port() == 0) {
      return failed(Errno.EINVAL, host);
    }
    return route(host, id, socket, send, to);
  }

  /** Unlike an address that is given, the peer may have port 0. */
  private static List<Step> sendToPeer(Host host, int id, UdpSocket socket, Send send) {
    Binding binding = socket.binding();
    if (MsgFlag.MSG_DONTROUTE.in(send.flags()) || !send.control().isEmpty()) {
      return route(host, id, socket, send, binding.peer());
    }
    if (binding.detour().taken()) {
      Way way =
          new Way(
              UdpRoute.source(binding),
              binding.detour().to(),
              SendHeader.inet(socket.options().messages()));
      return transmit(host, id, socket, send, way);
    }
    UdpSocket cached = socket.withBinding(binding.withDetour(binding.detour().afterSend()));
    return route(host.withSocket(id, cached), id, cached, send, binding.peer());
  }

  private static List<Step> sendInet6(Host host, int id, UdpSocket socket, Send send, SockAddr to) {
    if (to instanceof SockAddr.Raw raw) {
      return sendRawInet6(host, id, socket, send, raw);
    }
    Binding binding = socket.binding();
    boolean named = to instanceof SockAddr.Inet || to instanceof SockAddr.Inet6;
    if (!named && !binding.connected()) {
      return failed(Errno.EDESTADDRREQ, host);
    }
    SockAddr given = named ? to : binding.peer();
    if (to == SockAddr.UNSPEC && given.plain() instanceof SockAddr.Inet) {
      Optional<Errno> wrong = SendControl.inet6(host, socket, send.control()).error();
      return failed(wrong.orElse(Errno.ENETUNREACH), host);
    }
    if (given instanceof SockAddr.Inet6 && given.isAny()) {
      given = Inet.loopback(!binding.isLocalInet(), given.port());
    }
    if (given.plain() instanceof SockAddr.Inet v4) {
      return socket.options().v6only()
          ? failed(Errno.ENETUNREACH, host)
          : sendInet(host, id, socket, send, v4);
    }
    if (named && given.port() == 0) {
      return failed(Errno.EINVAL, host);
    }
    SendControl.Read control = SendControl.inet6(host, socket, send.control());
    if (control.error().isPresent()) {
      return failed(control.error().get(), host);
    }
    Optional<Errno> refusal = UdpRoute.refusalInet6(host, binding, given);
    return refusal.isPresent()
        ? failed(refusal.get(), host)
        : transmit(
            host,
            id,
            socket,
            send,
            new Way(UdpRoute.sourceInet6(binding, control.header()), given, control.header()));
  }

  /** An address that is too short for its family, or of another one; AF_UNSPEC is as none. */
  private static List<Step> sendRawInet6(
      Host host, int id, UdpSocket socket, Send send, SockAddr.Raw raw) {
    if (raw.length() < Short.BYTES) {
      return failed(Errno.EINVAL, host);
    }
    if (RawAddress.family(raw) == Family.AF_UNSPEC) {
      return sendInet6(host, id, socket, send, SockAddr.UNSPEC);
    }
    if (RawAddress.family(raw) != Family.AF_INET) {
      return failed(Errno.EINVAL, host);
    }
    return socket.options().v6only()
        ? failed(Errno.ENETUNREACH, host)
        : sendInet(host, id, socket, send, raw);
  }

  private static List<Step> route(Host host, int id, UdpSocket socket, Send send, SockAddr given) {
    SendControl.Read control = SendControl.inet(host, socket, send.control());
    if (control.error().isPresent()) {
      return failed(control.error().get(), host);
    }
    SockAddr source = UdpRoute.source(socket.binding(), control.header());
    SockAddr destination = given.isAny() ? source.withPort(given.port()) : given;
    Optional<Errno> refusal = UdpRoute.refusal(host, control.header(), destination);
    return refusal.isPresent()
        ? failed(refusal.get(), host)
        : transmit(host, id, socket, send, new Way(source, destination, control.header()));
  }

  /** Which way a datagram goes, and with what in its header. */
  private record Way(SockAddr source, SockAddr destination, SendHeader header) {
    boolean inet6() {
      return Inet.isInet6(destination);
    }

    int longest() {
      return inet6() ? LONGEST_INET6 : LONGEST_INET;
    }
  }

  private static List<Step> transmit(Host host, int id, UdpSocket socket, Send send, Way way) {
    Payload data = send.data();
    if (MsgFlag.MSG_PROBE.in(send.flags())) {
      return Step.returned(Outcome.ofValue(data.length()), host); // ip_make_skb makes none
    }
    if (data.length() > way.longest()) {
      return failed(
          Errno.EMSGSIZE, UdpErrors.tooLong(host, id, socket, way.source(), way.destination()));
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
    boolean inet6 = way.inet6();
    if (inet6 && UdpFragments.overrun(host.machine(), data.length(), socket.options().sndbuf())) {
      return failed(Errno.ENOBUFS, host.count(Counter.UDP6_SNDBUF_ERRORS));
    }
    Host sent = host.count(inet6 ? Counter.UDP6_OUT_DATAGRAMS : Counter.UDP_OUT_DATAGRAMS);
    return Step.returned(
        Outcome.ofValue(data.length()),
        UdpDelivery.deliver(
            sent, way.source(), way.destination(), data.bytes(), way.header().envelope()));
  }
}
