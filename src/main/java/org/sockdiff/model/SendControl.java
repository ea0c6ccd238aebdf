// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.ControlBuffer;
import org.sockdiff.abi.ControlMessage;
import org.sockdiff.abi.ControlType;
import org.sockdiff.abi.ControlValue;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.SendRules;
import org.sockdiff.rule.SendRules.HeaderFields;
import org.sockdiff.rule.SendRules.OtherLevels;

/**
 * The control messages of a send, read one after the other; the first that is wrong ends the call.
 *
 * <p>Source: net/ipv4/ip_sockglue.c, ip_cmsg_send; net/core/sock.c, __sock_cmsg_send;
 * net/ipv6/datagram.c, ip6_datagram_send_ctl.
 */
final class SendControl {
  private static final int SOL_SOCKET = 1;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_IPV6 = 41;
  private static final int SCM_RIGHTS = 1;
  private static final int SCM_CREDENTIALS = 2;
  private static final int MOST = 255;
  private static final int PACKET_INFO = 12;
  private static final int PACKET_INFO6 = 20;

  private final Host host;
  private final UdpSocket socket;
  private SendHeader header;

  private SendControl(Host host, UdpSocket socket, SendHeader header) {
    this.host = host;
    this.socket = socket;
    this.header = header;
  }

  /** How a send is made with them, or why it is not. */
  record Read(SendHeader header, Optional<Errno> error) {}

  /** Of a send over IPv4, maybe of an IPv6 socket. */
  static Read inet(Host host, UdpSocket socket, Bytes control) {
    return new SendControl(host, socket, SendHeader.inet(socket.options().messages()))
        .read(control, false);
  }

  static Read inet6(Host host, UdpSocket socket, Bytes control) {
    return new SendControl(host, socket, SendHeader.inet6(socket.options().messages()))
        .read(control, true);
  }

  private Read read(Bytes control, boolean inet6) {
    for (ControlMessage message : ControlBuffer.decode(control)) {
      Optional<Errno> wrong = inet6 ? apply6(message) : apply(message);
      if (wrong.isPresent()) {
        return new Read(header, wrong);
      }
    }
    return new Read(
        header, ControlBuffer.isSound(control) ? Optional.empty() : Optional.of(Errno.EINVAL));
  }

  private Optional<Errno> apply(ControlMessage message) {
    if (message.type().filter(type -> type == ControlType.IPV6_PKTINFO).isPresent()
        && socket.isInet6()) {
      return mappedSource(message.data());
    }
    if (message.level() == SOL_SOCKET) {
      return common(message);
    }
    if (message.level() != IPPROTO_IP) {
      return host.answer(SendRules.OTHER_LEVELS) == OtherLevels.REFUSED
          ? Optional.of(Errno.EINVAL)
          : Optional.empty();
    }
    HeaderFields fields = host.answer(SendRules.HEADER_FIELDS);
    boolean refused = fields == HeaderFields.REFUSED;
    return switch (message.type().map(ControlType::name).orElse("")) {
      case "IP_PKTINFO" -> source(message.data());
      case "IP_TTL" -> refused ? Optional.of(Errno.EINVAL) : ttl(message.data());
      case "IP_TOS" -> refused ? Optional.of(Errno.EINVAL) : tos(message.data(), fields);
      default -> other(message);
    };
  }

  /** Those that the kernel knows and the model does not are IP_RETOPTS and IP_PROTOCOL. */
  private static Optional<Errno> other(ControlMessage message) {
    if (message.number() == 7 || message.number() == 52) {
      throw new ModelGap("sending control message " + message.name());
    }
    return Optional.of(Errno.EINVAL);
  }

  /** Source: net/core/sock.c, __sock_cmsg_send. */
  private Optional<Errno> common(ControlMessage message) {
    if (host.answer(SendRules.OTHER_LEVELS) == OtherLevels.IGNORED
        || message.number() == SCM_RIGHTS
        || message.number() == SCM_CREDENTIALS) {
      return Optional.empty();
    }
    if (message.number() == 36 || message.number() == 37 || message.number() == 61) {
      throw new ModelGap("sending control message " + message.name()); // SO_MARK and others
    }
    return Optional.of(Errno.EINVAL);
  }

  private Optional<Errno> ttl(Bytes data) {
    Optional<Integer> value = integer(data);
    if (value.isEmpty() || value.get() < 1 || value.get() > MOST) {
      return Optional.of(Errno.EINVAL);
    }
    header = header.withHops(value.get());
    return Optional.empty();
  }

  private Optional<Errno> tos(Bytes data, HeaderFields fields) {
    if (fields == HeaderFields.TTL_ALONE) {
      return Optional.empty();
    }
    Optional<Integer> value =
        data.length() == 1 && fields == HeaderFields.TOS_AS_BYTE_TOO
            ? Optional.of(data.at(0) & MOST)
            : integer(data);
    if (value.isEmpty() || value.get() < 0 || value.get() > MOST) {
      return Optional.of(Errno.EINVAL);
    }
    header = header.withTrafficClass(value.get());
    return Optional.empty();
  }

  private Optional<Errno> source(Bytes data) {
    if (data.length() != PACKET_INFO) {
      return Optional.of(Errno.EINVAL);
    }
    if (host.answer(SendRules.HEADER_FIELDS) == HeaderFields.TTL_ALONE) {
      return Optional.empty();
    }
    ControlValue.Fields info = (ControlValue.Fields) ControlType.IP_PKTINFO.decode(data);
    header = header.from(host(info, "spec_dst"), index(info));
    return Optional.empty();
  }

  private Optional<Errno> mappedSource(Bytes data) {
    if (data.length() < PACKET_INFO6) {
      return Optional.of(Errno.EINVAL);
    }
    ControlValue.Fields info =
        (ControlValue.Fields) ControlType.IPV6_PKTINFO.decode(data.first(PACKET_INFO6));
    if (!(host(info, "addr").plain() instanceof SockAddr.Inet v4)) {
      return Optional.of(Errno.EINVAL);
    }
    header = header.from(v4, index(info));
    return Optional.empty();
  }

  private Optional<Errno> apply6(ControlMessage message) {
    if (message.level() == SOL_SOCKET) {
      return common(message);
    }
    if (message.level() != IPPROTO_IPV6) {
      return host.answer(SendRules.OTHER_LEVELS) == OtherLevels.REFUSED
          ? Optional.of(Errno.EINVAL)
          : Optional.empty();
    }
    return switch (message.type().map(ControlType::name).orElse("")) {
      case "IPV6_PKTINFO" -> source6(message.data());
      case "IPV6_HOPLIMIT" -> hops(message.data());
      case "IPV6_TCLASS" -> trafficClass(message.data());
      default -> other6(message);
    };
  }

  /** Flow information, options and headers, the path MTU; others do not exist. */
  private static Optional<Errno> other6(ControlMessage message) {
    if (message.number() < 26 || (message.number() >= 53 && message.number() <= 62)) {
      throw new ModelGap("sending control message " + message.name());
    }
    return Optional.of(Errno.EINVAL);
  }

  /** The interface must exist, and the address be this host's or unspecified. */
  private Optional<Errno> source6(Bytes data) {
    if (data.length() < PACKET_INFO6) {
      return Optional.of(Errno.EINVAL);
    }
    ControlValue.Fields info =
        (ControlValue.Fields) ControlType.IPV6_PKTINFO.decode(data.first(PACKET_INFO6));
    if (index(info) != 0 && index(info) != UdpControl.LOOPBACK_IFINDEX) {
      return Optional.of(Errno.ENODEV);
    }
    SockAddr address = host(info, "addr");
    if (address.isAny()) {
      return Optional.empty();
    }
    if (address.plain() instanceof SockAddr.Inet || !Inet.isLocal(address)) {
      return Optional.of(Errno.EINVAL);
    }
    header = header.from(address, 0);
    return Optional.empty();
  }

  private Optional<Errno> hops(Bytes data) {
    Optional<Integer> value = integer(data);
    if (value.isEmpty() || value.get() < -1 || value.get() > MOST) {
      return Optional.of(Errno.EINVAL);
    }
    header =
        value.get() < 0
            ? header.withHops(SendHeader.inet6(socket.options().messages()).hops())
            : header.withHops(value.get());
    return Optional.empty();
  }

  private Optional<Errno> trafficClass(Bytes data) {
    Optional<Integer> value = integer(data);
    if (value.isEmpty() || value.get() < -1 || value.get() > MOST) {
      return Optional.of(Errno.EINVAL);
    }
    header =
        switch (host.answer(SendRules.TRAFFIC_CLASS_UNSET)) {
          case SOCKETS_OWN ->
              header.withTrafficClass(
                  value.get() < 0 ? socket.options().messages().trafficClass() : value.get());
          case ALL_ONES -> header.withTrafficClass(value.get() & MOST);
          case NOT_SENT -> header;
        };
    return Optional.empty();
  }

  private static Optional<Integer> integer(Bytes data) {
    return ControlType.IP_TTL.decode(data) instanceof ControlValue.Int value
        ? Optional.of((int) value.value())
        : Optional.empty();
  }

  private static int index(ControlValue.Fields info) {
    return info.named("ifindex")
        .map(value -> (int) ((ControlValue.Int) value).value())
        .orElseThrow();
  }

  private static SockAddr host(ControlValue.Fields info, String name) {
    return info.named(name).map(value -> ((ControlValue.Host) value).address()).orElseThrow();
  }
}
