// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.MessageData;
import org.sockdiff.abi.MessageRoom;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.AcceptRules;
import org.sockdiff.rule.AcceptRules.Accept4Flags;
import org.sockdiff.rule.MessageRules;
import org.sockdiff.rule.MessageRules.SeveralMessages;

/**
 * The calls on descriptors: what is common to all kinds of sockets, then the kind's own part.
 *
 * <p>Descriptors are the script's bindings; -1 is one that is not open. Source: net/socket.c.
 */
public final class SocketCalls {
  private static final int SOCK_TYPE_MASK = 0xf;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOCK_MAX = 11;
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;

  private static final Payload NO_CONTROL = Payload.of(Bytes.EMPTY);

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
    if (hasUnknownFlags(type)) {
      return failed(Errno.EINVAL, host);
    }
    return create(host, result, family, type, protocol);
  }

  private static boolean hasUnknownFlags(int type) {
    return (type & ~SOCK_TYPE_MASK & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) != 0;
  }

  private static List<Step> create(Host host, int result, int number, int type, int protocol) {
    SocketFamily family =
        SocketFamilies.of(number).orElseThrow(() -> new ModelGap("address family " + number));
    return (type & SOCK_TYPE_MASK) >= SOCK_MAX
        ? failed(Errno.EINVAL, host)
        : family.socket(host, result, type & SOCK_TYPE_MASK, protocol, (type & SOCK_NONBLOCK) != 0);
  }

  /**
   * Makes two connected sockets behind the descriptors {@code one} and {@code other}. Both are made
   * before it is known whether the family has pairs. Source: net/socket.c, __sys_socketpair.
   */
  public static List<Step> socketpair(
      Host host, int one, int other, int number, int type, int protocol) {
    if (hasUnknownFlags(type)) {
      return failed(Errno.EINVAL, host);
    }
    Step first = create(host, one, number, type, protocol).get(0);
    if (first instanceof Step.Returned made && made.outcome() instanceof Outcome.Failed) {
      return List.of(made);
    }
    SocketFamily family = SocketFamilies.of(number).orElseThrow();
    Optional<Errno> refusal = family.refusesPairs();
    if (refusal.isPresent()) {
      return failed(refusal.get(), host);
    }
    Host both = create(first.host(), other, number, type, protocol).get(0).host();
    return Step.returned(Outcome.ofValue(0), family.paired(both, one, other));
  }

  public static List<Step> close(Host host, int fd) {
    return on(
        host,
        fd,
        (socket, id, description) -> Step.returned(Outcome.ofValue(0), host.closeDescriptor(fd)));
  }

  /** How long the bytes of an address are may matter to bind, so it reads them itself. */
  public static List<Step> bind(Host host, int fd, SockAddr address) {
    return named(
        host,
        fd,
        address,
        (socket, id, read) ->
            socket.bind(host, id, socket.family() == Family.AF_UNIX ? read : address));
  }

  public static List<Step> connect(Host host, int thread, int fd, SockAddr address) {
    return named(
        host, fd, address, (socket, id, to) -> socket.connect(host, caller(host, thread, fd), to));
  }

  private static Caller caller(Host host, int thread, int fd) {
    return new Caller(thread, host.descriptionOf(fd));
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

  public static List<Step> send(
      Host host, int thread, int fd, Payload data, int flags, SockAddr to) {
    return send(host, thread, fd, data, NO_CONTROL, flags, to);
  }

  /**
   * A send with control messages, which are copied after the address. Source: net/socket.c,
   * ____sys_sendmsg.
   */
  public static List<Step> send(
      Host host, int thread, int fd, Payload data, Payload control, int flags, SockAddr to) {
    return named(
        host,
        fd,
        to,
        (socket, id, given) -> {
          if (control.length() > 0 && !socket.takesControl()) {
            throw new ModelGap("control messages on a send");
          }
          return control.fault()
              ? failed(Errno.EFAULT, host)
              : socket.send(
                  host, new Send(caller(host, thread, fd), data, control.bytes(), flags, given));
        });
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
              : call.steps(
                  socket,
                  id,
                  socket.family() == Family.AF_UNIX
                      ? RawAddress.readUnix(address)
                      : RawAddress.read(address));
        });
  }

  /**
   * A receive call of a thread.
   *
   * @param rooms its buffers
   * @param name where the sender's address goes; empty if it does not ask for it
   * @param control where control messages go; empty of a call that returns neither these nor
   *     msg_flags
   */
  public static List<Step> receive(
      Host host,
      int thread,
      int fd,
      List<Room> rooms,
      int flags,
      Optional<Room> name,
      Optional<Room> control) {
    return on(
        host,
        fd,
        (socket, id, description) ->
            socket.receive(host, call(host, thread, fd, rooms, flags, name, control)));
  }

  private static Receive call(
      Host host,
      int thread,
      int fd,
      List<Room> rooms,
      int flags,
      Optional<Room> name,
      Optional<Room> control) {
    return new Receive(
        thread,
        host.descriptionOf(fd),
        rooms.stream().mapToInt(Room::length).sum(),
        sound(rooms),
        flags,
        name.isPresent() && name.get().length() > 0,
        name.isPresent() && name.get().fault(),
        control);
  }

  /**
   * recvmmsg. A time-out that is none is EINVAL before the descriptor is looked at. Source:
   * net/socket.c, __sys_recvmmsg.
   *
   * @param limit the time-out in microseconds; -1 for none
   */
  public static List<Step> recvmmsg(
      Host host, int thread, int fd, List<MessageRoom> rooms, int flags, long limit) {
    SeveralMessages rule = host.answer(MessageRules.RECVMMSG);
    if (rule == SeveralMessages.ENOSYS) {
      return failed(Errno.ENOSYS, host);
    }
    if (rule == SeveralMessages.WITHOUT_PEEK
        && (MsgFlag.MSG_PEEK.in(flags) || MsgFlag.MSG_WAITFORONE.in(flags))) {
      return failed(Errno.EINVAL, host);
    }
    return on(
        host,
        fd,
        (socket, id, description) ->
            ReceiveSeveral.start(
                host,
                socket,
                id,
                rooms.stream()
                    .map(
                        room ->
                            call(
                                host,
                                thread,
                                fd,
                                room.rooms(),
                                flags & ~MsgFlag.MSG_WAITFORONE.bit(),
                                Optional.of(room.name()),
                                Optional.of(room.control())))
                    .toList(),
                flags,
                limit));
  }

  public static List<Step> sendmmsg(
      Host host, int thread, int fd, List<MessageData> messages, int flags) {
    if (host.answer(MessageRules.SENDMMSG) == SeveralMessages.ENOSYS) {
      return failed(Errno.ENOSYS, host);
    }
    return on(
        host,
        fd,
        (socket, id, description) ->
            new SendSeveral(thread, fd, host.descriptionOf(fd), messages, flags, 0).resume(host));
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

  /** ioctl with a request that writes a number. */
  public static List<Step> ioctl(Host host, int fd, int request) {
    return on(host, fd, (socket, id, description) -> socket.ioctl(host, id, request));
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
        : receive(host, thread, fd, rooms, 0, Optional.empty(), Optional.empty());
  }

  /** writev, which sends nothing for no bytes. Source: fs/read_write.c, vfs_writev. */
  public static List<Step> writev(Host host, int thread, int fd, Payload data) {
    return data.length() == 0
        ? on(host, fd, (socket, id, description) -> Step.returned(Outcome.ofValue(0), host))
        : send(host, thread, fd, data, 0, SockAddr.NONE);
  }

  /** dup: a second descriptor for the description. */
  public static List<Step> dup(Host host, int result, int fd) {
    return on(
        host,
        fd,
        (socket, id, description) ->
            Step.returned(Outcome.ofValue(Outcome.DESCRIPTOR), host.duplicate(result, fd)));
  }

  public static List<Step> listen(Host host, int fd, int backlog) {
    return on(host, fd, (socket, id, description) -> socket.listen(host, id, backlog));
  }

  /** Makes a descriptor {@code result} for a connection. */
  public static List<Step> accept(Host host, int thread, int result, int fd, int flags) {
    boolean isUnknown = (flags & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) != 0;
    if (isUnknown && host.answer(AcceptRules.ACCEPT4_FLAGS) == Accept4Flags.BEFORE_DESCRIPTOR) {
      return failed(Errno.EINVAL, host);
    }
    return on(
        host,
        fd,
        (socket, id, description) ->
            isUnknown
                ? failed(Errno.EINVAL, host)
                : socket.accept(
                    host,
                    new Accept(caller(host, thread, fd), result, (flags & SOCK_NONBLOCK) != 0)));
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
