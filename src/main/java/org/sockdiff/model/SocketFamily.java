// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;

/**
 * How sockets of an address family are made. A further family is one file and a row in {@link
 * SocketFamilies}.
 *
 * <p>Source: net/socket.c, __sock_create and __sys_socketpair; struct net_proto_family.
 */
interface SocketFamily {
  /** AF_INET and so on. */
  int number();

  /**
   * Makes a socket behind the descriptor {@code result}.
   *
   * @param type SOCK_STREAM and so on, without flags, below SOCK_MAX
   */
  List<Step> socket(Host host, int result, int type, int protocol, boolean nonblocking);

  /**
   * Why the family makes no pair of connected sockets; empty if it does. Asked when it is known
   * that it makes such sockets.
   */
  default Optional<Errno> refusesPairs() {
    return Optional.of(Errno.EOPNOTSUPP);
  }

  /** Connects two sockets that were just made with the ids {@code one} and {@code other}. */
  default Host paired(Host host, int one, int other) {
    throw new IllegalStateException("no pairs in family " + number());
  }

  /** The only step: it is refused. */
  static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }
}
