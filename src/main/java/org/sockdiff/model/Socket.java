// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;

/** A socket of any kind; what the calls mean on it is its kind's matter. */
public interface Socket {
  /** AF_INET and so on. */
  int family();

  /** SOCK_STREAM and so on. */
  int type();

  /** IPPROTO_UDP and so on. */
  int protocol();

  /** What setsockopt set. */
  SocketOptions options();

  Socket withOptions(SocketOptions options);

  /** The pending error, sk_err. */
  Optional<Errno> error();

  Socket withError(Optional<Errno> error);

  /** Whether it takes connections. */
  default boolean isListening() {
    return false;
  }

  /** Who sleeps on it, in line. */
  List<Waiter> waiters();

  Socket withWaiters(List<Waiter> waiters);

  /** The readiness bits of poll, all of them. */
  int readiness(Host host, int id);

  /** Its own address, as getsockname returns it. */
  SockAddr localAddress();

  /** With a hole's number wherever the hole stands. */
  Socket bind(Hole hole, int number);

  /** What it shows to people: state, limits, and what is queued; empty if nobody can reach it. */
  Optional<SocketView> view(int id);

  // What the calls mean on it. The host is the state, id the socket's own, description the
  // caller's.

  List<Step> bind(Host host, int id, SockAddr address);

  List<Step> connect(Host host, Caller caller, SockAddr address);

  /** Source: net/core/sock.c, sock_no_listen. */
  default List<Step> listen(Host host, int id, int backlog) {
    return Step.returned(Outcome.failed(Errno.EOPNOTSUPP), host);
  }

  /** Source: net/core/sock.c, sock_no_accept. */
  default List<Step> accept(Host host, Accept accept) {
    return Step.returned(Outcome.failed(Errno.EOPNOTSUPP), host);
  }

  List<Step> getpeername(Host host);

  List<Step> send(Host host, Send send);

  /** Whether the model knows what control messages mean to a send. */
  default boolean takesControl() {
    return false;
  }

  List<Step> receive(Host host, Receive receive);

  List<Step> shutdown(Host host, int id, int how);

  List<Step> getsockopt(Host host, int id, SockOpt option);

  List<Step> setsockopt(Host host, int id, SockOpt option, long value);

  /** An ioctl that writes a number: FIONREAD, SIOCOUTQ, SIOCATMARK, or one that nobody knows. */
  List<Step> ioctl(Host host, int id, int request);

  /** What a look by poll or its like changes, before it reads {@link #readiness}. */
  Host looked(Host host, int id, boolean nonblocking);

  /**
   * The last descriptor and the last sleeping call let go of it. Source: net/socket.c,
   * __sock_release.
   */
  default Host released(Host host, int id) {
    return host.without(id);
  }

  /**
   * Whether the kernel may have chosen this address's port for it, which is in the range that it
   * chooses from.
   */
  default boolean mayHave(Host host, int id, SockAddr address) {
    return false;
  }
}
