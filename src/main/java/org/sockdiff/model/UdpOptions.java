// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Errno;

/**
 * getsockopt and setsockopt on a UDP socket. An IPv6 socket has the options of level IPPROTO_IP,
 * too, for what it sends and receives over IPv4.
 *
 * <p>Source: net/ipv4/udp.c, udp_setsockopt; net/ipv4/ip_sockglue.c, do_ip_setsockopt,
 * do_ip_getsockopt; net/ipv6/ipv6_sockglue.c, ipv6_setsockopt, do_ipv6_setsockopt.
 */
final class UdpOptions {
  private static final int MOST = 255;

  private UdpOptions() {}

  static List<Step> get(Host host, int id, UdpSocket socket, SockOpt option) {
    MessageOptions messages = socket.options().messages();
    return switch (option) {
      case SO_PEEK_OFF -> PeekOffset.get(host, socket.options());
      case IP_TTL -> orDefault(messages.ttl(), host);
      case IP_TOS -> CommonOptions.number(messages.tos(), host);
      case IP_PKTINFO, IP_RECVTTL, IP_RECVTOS, IP_RECVERR ->
          CommonOptions.number(messages.has(option) ? 1 : 0, host);
      case IPV6_V6ONLY,
          IPV6_RECVERR,
          IPV6_UNICAST_HOPS,
          IPV6_TCLASS,
          IPV6_RECVPKTINFO,
          IPV6_RECVHOPLIMIT,
          IPV6_RECVTCLASS ->
          socket.isInet6()
              ? getInet6(host, socket, option)
              : CommonOptions.failed(Errno.EOPNOTSUPP, host);
      default -> CommonOptions.get(host, id, socket, option);
    };
  }

  private static List<Step> getInet6(Host host, UdpSocket socket, SockOpt option) {
    MessageOptions messages = socket.options().messages();
    return switch (option) {
      case IPV6_V6ONLY -> CommonOptions.number(socket.options().v6only() ? 1 : 0, host);
      case IPV6_UNICAST_HOPS -> orDefault(messages.hops(), host);
      case IPV6_TCLASS -> CommonOptions.number(messages.trafficClass(), host);
      default -> CommonOptions.number(messages.has(option) ? 1 : 0, host);
    };
  }

  private static List<Step> orDefault(int hops, Host host) {
    return CommonOptions.number(hops < 0 ? MessageOptions.DEFAULT_TTL : hops, host);
  }

  /** A time-out's value is in microseconds; {@link SockOpt} says which are. */
  static List<Step> set(Host host, int id, UdpSocket socket, SockOpt option, long value) {
    MessageOptions messages = socket.options().messages();
    return switch (option) {
      case SO_PEEK_OFF -> PeekOffset.set(host, id, socket, (int) value);
      case IP_TTL -> {
        int ttl = (int) value;
        yield ttl == -1 || (ttl >= 1 && ttl <= MOST)
            ? change(host, id, socket, messages.withTtl(ttl))
            : CommonOptions.failed(Errno.EINVAL, host);
      }
      case IP_TOS -> setTos(host, id, socket, (int) value & MOST);
      case IP_RECVERR -> keepErrors(host, id, socket, option, (int) value != 0);
      case IP_PKTINFO, IP_RECVTTL, IP_RECVTOS ->
          change(host, id, socket, messages.with(option, (int) value != 0));
      case IPV6_V6ONLY,
          IPV6_RECVERR,
          IPV6_UNICAST_HOPS,
          IPV6_TCLASS,
          IPV6_RECVPKTINFO,
          IPV6_RECVHOPLIMIT,
          IPV6_RECVTCLASS ->
          socket.isInet6()
              ? setInet6(host, id, socket, option, (int) value)
              : CommonOptions.failed(Errno.ENOPROTOOPT, host);
      default -> CommonOptions.set(host, id, socket, option, value);
    };
  }

  private static List<Step> setInet6(
      Host host, int id, UdpSocket socket, SockOpt option, int value) {
    MessageOptions messages = socket.options().messages();
    boolean inRange = value >= -1 && value <= MOST;
    return switch (option) {
      case IPV6_V6ONLY -> v6only(host, id, socket, value);
      case IPV6_RECVERR -> keepErrors(host, id, socket, option, value != 0);
      case IPV6_UNICAST_HOPS ->
          inRange
              ? change(host, id, socket, messages.withHops(value))
              : CommonOptions.failed(Errno.EINVAL, host);
      case IPV6_TCLASS ->
          inRange
              ? change(host, id, socket, messages.withTrafficClass(Math.max(value, 0)))
              : CommonOptions.failed(Errno.EINVAL, host);
      default -> change(host, id, socket, messages.with(option, value != 0));
    };
  }

  /** Turning it off, even if it was off, empties the queue, and leaves the pending error. */
  private static List<Step> keepErrors(
      Host host, int id, UdpSocket socket, SockOpt option, boolean on) {
    UdpSocket kept = on || socket.errors().isEmpty() ? socket : socket.withErrors(List.of());
    return change(host, id, kept, socket.options().messages().with(option, on));
  }

  /** Another value forgets the cached route. Source: net/ipv4/ip_sockglue.c, __ip_sock_set_tos. */
  private static List<Step> setTos(Host host, int id, UdpSocket socket, int value) {
    MessageOptions messages = socket.options().messages();
    Binding binding = socket.binding();
    UdpSocket forgetful =
        value == messages.tos()
            ? socket
            : socket.withBinding(binding.withDetour(binding.detour().withoutRoute()));
    return change(host, id, forgetful, messages.withTos(value));
  }

  private static List<Step> change(Host host, int id, UdpSocket socket, MessageOptions messages) {
    return CommonOptions.change(host, id, socket, socket.options().withMessages(messages));
  }

  private static List<Step> v6only(Host host, int id, UdpSocket socket, int value) {
    return socket.binding().isBound()
        ? CommonOptions.failed(Errno.EINVAL, host)
        : CommonOptions.change(host, id, socket, socket.options().withV6only(value != 0));
  }
}
