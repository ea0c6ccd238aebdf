// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;

/**
 * send, sendto and sendmsg on a UDP socket.
 *
 * <p>Source: net/ipv4/af_inet.c, inet_sendmsg (which binds first); net/ipv4/udp.c, udp_sendmsg;
 * net/ipv6/udp.c, udpv6_sendmsg; net/ipv6/ip6_output.c, ip6_dst_lookup_tail (which refuses
 * v4-mapped sources); net/ipv4/ip_output.c, __ip_append_data; net/core/sock.c, sock_alloc_send_pskb
 * (which tests the pending error, then the shutdown).
 */
final class UdpSend {
  private static final int LONGEST_ARGUMENT = 0xffff;
  private static final int LONGEST_INET = 0xffff - 20 - 8;
  private static final int LONGEST_INET6 = 0xffff - 8;

  private UdpSend() {}

  static List<Step> send(Host host, int id, UdpSocket socket, Bytes data, int flags, SockAddr to) {
    if (MsgFlag.MSG_MORE.in(flags)) {
      throw new ModelGap("MSG_MORE");
    }
    if (MsgFlag.MSG_PROBE.in(flags)) {
      throw new ModelGap("MSG_PROBE");
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
      Host host, int id, UdpSocket socket, Bytes data, int flags, SockAddr to) {
    if (data.length() > LONGEST_ARGUMENT) {
      return failed(Errno.EMSGSIZE, host);
    }
    if (MsgFlag.MSG_OOB.in(flags)) {
      return failed(Errno.EOPNOTSUPP, host);
    }
    if (to == SockAddr.NONE && !socket.binding().isConnected()) {
      return failed(Errno.EDESTADDRREQ, host);
    }
    if (to instanceof SockAddr.Inet6) {
      return failed(Errno.EAFNOSUPPORT, host);
    }
    if (to == SockAddr.UNSPEC || to.port() == 0) {
      return failed(Errno.EINVAL, host);
    }
    SockAddr given = to == SockAddr.NONE ? socket.binding().peer() : to;
    return transmit(host, id, socket, data, Inet.unmapped(given), LONGEST_INET);
  }

  private static List<Step> sendInet6(
      Host host, int id, UdpSocket socket, Bytes data, int flags, SockAddr to) {
    boolean named = to instanceof SockAddr.Inet || to instanceof SockAddr.Inet6;
    if (!named && !socket.binding().isConnected()) {
      return failed(Errno.EDESTADDRREQ, host);
    }
    SockAddr destination = named ? to : socket.binding().peer();
    if (destination instanceof SockAddr.Inet6 v6
        && Inet.isAny(v6)
        && Inet.unmapped(socket.binding().local()) instanceof SockAddr.Inet) {
      destination = Inet.mapped(Inet.loopback(false, v6.port()));
    }
    SockAddr unmapped = Inet.unmapped(destination);
    if (unmapped instanceof SockAddr.Inet) {
      return socket.options().v6only()
          ? failed(Errno.ENETUNREACH, host)
          : sendInet(host, id, socket, data, flags, named ? unmapped : SockAddr.NONE);
    }
    if (named && destination.port() == 0) {
      return failed(Errno.EINVAL, host);
    }
    return transmit(host, id, socket, data, destination, LONGEST_INET6);
  }

  private static List<Step> transmit(
      Host host, int id, UdpSocket socket, Bytes data, SockAddr given, int longest) {
    boolean inet6 = Inet.isInet6(given);
    SockAddr source = Inet.source(socket.binding().local(), inet6);
    SockAddr destination =
        Inet.isAny(given)
            ? (inet6 ? Inet.loopback(true, given.port()) : source.withPort(given.port()))
            : given;
    if (Inet.isUnreachable(destination)) {
      return failed(Errno.ENETUNREACH, host);
    }
    if (!Inet.isLocal(destination)) {
      throw new ModelGap("sending to " + destination);
    }
    if (inet6 && !Inet.isInet6(source)) {
      return failed(Errno.EAFNOSUPPORT, host);
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
    Host sent = host.count(inet6 ? Counter.UDP6_OUT_DATAGRAMS : Counter.UDP_OUT_DATAGRAMS);
    return Step.returned(
        Outcome.ofValue(data.length()), UdpDelivery.deliver(sent, source, destination, data));
  }
}
