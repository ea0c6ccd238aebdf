// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Rules;

/**
 * The calls on descriptors: what is common to all kinds of sockets, then the kind's own part.
 *
 * <p>Descriptors are the script's bindings; -1 is one that is not open. Source: net/socket.c.
 */
public final class SocketCalls {
  private static final int SOCK_TYPE_MASK = 0xf;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_SEQPACKET = 5;
  private static final int SOCK_MAX = 11;
  private static final int IPPROTO_UDP = 17;

  /** ICMP (ping), ICMPv6, L2TP and UDP-Lite, which have datagram sockets, too. */
  private static final Set<Integer> OTHER_DATAGRAMS = Set.of(1, 58, 115, 136);

  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int FIONREAD = 0x541b;
  private static final int SIOCOUTQ = 0x5411;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;

  private SocketCalls() {}

  private static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  /** What a call means on an open socket. */
  private interface OnSocket {
    List<Step> steps(Socket socket, int id, Description description);
  }

  private static List<Step> on(Host host, int fd, OnSocket call) {
    Optional<Description> description = host.description(fd);
    if (description.isEmpty()) {
      return failed(Errno.EBADF, host);
    }
    int id = description.get().socket();
    return call.steps(host.socket(id), id, description.get());
  }

  /** Makes a socket behind the descriptor {@code result}. */
  public static List<Step> socket(Host host, int result, int family, int type, int protocol) {
    int flags = type & ~SOCK_TYPE_MASK;
    if ((flags & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) != 0) {
      return failed(Errno.EINVAL, host);
    }
    int kind = type & SOCK_TYPE_MASK;
    if (family != Family.AF_INET && family != Family.AF_INET6) {
      throw new ModelGap("address family " + family);
    }
    if (kind >= SOCK_MAX) {
      return failed(Errno.EINVAL, host);
    }
    if (family == Family.AF_INET6 && !host.machine().ipv6()) {
      return failed(Errno.EAFNOSUPPORT, host);
    }
    if (!isInRange(host, protocol)) {
      return failed(Errno.EINVAL, host);
    }
    if (kind == SOCK_SEQPACKET) {
      return failed(Errno.ESOCKTNOSUPPORT, host);
    }
    if (kind != SOCK_DGRAM || OTHER_DATAGRAMS.contains(protocol)) {
      throw new ModelGap("socket type " + kind + " with protocol " + protocol);
    }
    if (protocol != 0 && protocol != IPPROTO_UDP) {
      return failed(Errno.EPROTONOSUPPORT, host);
    }
    return Step.returned(
        Outcome.ofValue(Outcome.DESCRIPTOR),
        host.open(result, udp(host, family), (flags & SOCK_NONBLOCK) != 0));
  }

  /** Source: net/ipv4/af_inet.c, inet_create; include/uapi/linux/in.h, IPPROTO_MAX. */
  private static boolean isInRange(Host host, int protocol) {
    if (protocol >= 0 && protocol < 256) {
      return true;
    }
    return switch (host.answer(Rules.INET_PROTOCOLS)) {
      case ANY -> true;
      case BELOW_256 -> false;
      case BELOW_263 -> protocol >= 0 && protocol < 263;
    };
  }

  private static UdpSocket udp(Host host, int family) {
    SocketOptions options =
        new SocketOptions(
            host.machine().rmemDefault(),
            host.machine().wmemDefault(),
            SocketOptions.FOREVER,
            SocketOptions.FOREVER,
            false,
            false,
            false,
            -1);
    return new UdpSocket(
        family,
        options,
        Binding.none(family == Family.AF_INET6),
        ReceiveQueue.EMPTY,
        Optional.empty(),
        0,
        List.of());
  }

  public static List<Step> close(Host host, int fd) {
    return on(
        host,
        fd,
        (socket, id, description) -> Step.returned(Outcome.ofValue(0), host.closeDescriptor(fd)));
  }

  public static List<Step> bind(Host host, int fd, SockAddr address) {
    return named(host, fd, address, (socket, id, to) -> socket.bind(host, id, to));
  }

  public static List<Step> connect(Host host, int fd, SockAddr address) {
    return named(host, fd, address, (socket, id, to) -> socket.connect(host, id, to));
  }

  public static List<Step> getsockname(Host host, int fd) {
    return on(
        host,
        fd,
        (socket, id, description) ->
            Step.returned(Outcome.ofOut(0, new Out.Address(socket.localAddress())), host));
  }

  public static List<Step> getpeername(Host host, int fd) {
    return on(host, fd, (socket, id, description) -> socket.getpeername(host));
  }

  public static List<Step> send(Host host, int fd, Payload data, int flags, SockAddr to) {
    return named(host, fd, to, (socket, id, given) -> socket.send(host, id, data, flags, given));
  }

  /** What a call means on an open socket with an address that could be read. */
  private interface WithAddress {
    List<Step> steps(Socket socket, int id, SockAddr address);
  }

  /** Source: net/socket.c, move_addr_to_kernel, which comes after the descriptor is looked up. */
  private static List<Step> named(Host host, int fd, SockAddr address, WithAddress call) {
    return on(
        host,
        fd,
        (socket, id, description) -> {
          Optional<Errno> unreadable = RawAddress.unreadable(address);
          return unreadable.isPresent()
              ? failed(unreadable.get(), host)
              : call.steps(socket, id, RawAddress.read(address));
        });
  }

  /**
   * A receive call of a thread.
   *
   * @param rooms its buffers
   * @param name where the sender's address goes; empty if it does not ask for it
   */
  public static List<Step> receive(
      Host host,
      int thread,
      int fd,
      List<Room> rooms,
      int flags,
      Optional<Room> name,
      boolean returnsFlags) {
    return on(
        host,
        fd,
        (socket, id, description) ->
            socket.receive(
                host,
                new Receive(
                    thread,
                    host.descriptionOf(fd),
                    rooms.stream().mapToInt(Room::length).sum(),
                    sound(rooms),
                    flags,
                    name.isPresent() && name.get().length() > 0,
                    name.isPresent() && name.get().fault(),
                    returnsFlags)));
  }

  private static int sound(List<Room> rooms) {
    int sound = 0;
    for (Room room : rooms) {
      if (room.fault() && room.length() > 0) {
        return sound;
      }
      sound += room.length();
    }
    return sound;
  }

  public static List<Step> shutdown(Host host, int fd, int how) {
    return on(host, fd, (socket, id, description) -> socket.shutdown(host, id, how));
  }

  public static List<Step> getsockopt(Host host, int fd, SockOpt option) {
    return on(host, fd, (socket, id, description) -> socket.getsockopt(host, id, option));
  }

  public static List<Step> setsockopt(Host host, int fd, SockOpt option, long value) {
    return on(host, fd, (socket, id, description) -> socket.setsockopt(host, id, option, value));
  }

  /**
   * FIONREAD; SIOCOUTQ, which is 0 as lo takes what is sent at once; others do not exist. Source:
   * net/ipv4/udp.c, udp_ioctl; drivers/net/loopback.c, loopback_xmit.
   */
  public static List<Step> ioctl(Host host, int fd, int request) {
    return on(
        host,
        fd,
        (socket, id, description) ->
            switch (request) {
              case FIONREAD -> socket.inputQueue(host, id);
              case SIOCOUTQ -> Step.returned(Outcome.ofOut(0, new Out.Int(0)), host);
              default -> failed(Errno.ENOTTY, host);
            });
  }

  /**
   * read and readv, which do not look at the socket for no bytes. Source: net/socket.c,
   * sock_read_iter.
   */
  public static List<Step> read(Host host, int thread, int fd, List<Room> rooms) {
    return rooms.stream().allMatch(room -> room.length() == 0)
        ? on(
            host,
            fd,
            (socket, id, description) -> Step.returned(Outcome.ofData(0, Bytes.EMPTY), host))
        : receive(host, thread, fd, rooms, 0, Optional.empty(), false);
  }

  /** writev, which sends nothing for no bytes. Source: fs/read_write.c, vfs_writev. */
  public static List<Step> writev(Host host, int fd, Payload data) {
    return data.length() == 0
        ? on(host, fd, (socket, id, description) -> Step.returned(Outcome.ofValue(0), host))
        : send(host, fd, data, 0, SockAddr.NONE);
  }

  /** dup: a second descriptor for the description. */
  public static List<Step> dup(Host host, int result, int fd) {
    return on(
        host,
        fd,
        (socket, id, description) ->
            Step.returned(Outcome.ofValue(Outcome.DESCRIPTOR), host.duplicate(result, fd)));
  }

  /** Source: net/core/sock.c, sock_no_listen. */
  public static List<Step> listen(Host host, int fd) {
    return on(host, fd, (socket, id, description) -> failed(Errno.EOPNOTSUPP, host));
  }

  /** Source: net/core/sock.c, sock_no_accept. */
  public static List<Step> accept(Host host, int fd) {
    return on(host, fd, (socket, id, description) -> failed(Errno.EOPNOTSUPP, host));
  }

  /** F_GETFL and F_SETFL, of which the model knows O_NONBLOCK. */
  public static List<Step> fcntl(Host host, int fd, int command, long argument) {
    return on(
        host,
        fd,
        (socket, id, description) ->
            switch (command) {
              case F_GETFL ->
                  Step.returned(
                      Outcome.ofValue(O_RDWR | (description.nonblocking() ? O_NONBLOCK : 0)), host);
              case F_SETFL ->
                  Step.returned(
                      Outcome.ofValue(0),
                      host.withDescription(
                          host.descriptionOf(fd),
                          description.withNonblocking((argument & O_NONBLOCK) != 0)));
              default -> throw new ModelGap("fcntl command " + command);
            });
  }

  /** poll on several descriptors; the time-out is in milliseconds, negative for ever. */
  public static List<Step> poll(Host host, int thread, List<PollEntry> entries, int timeout) {
    return Poll.start(host, thread, entries, timeout);
  }
}
