// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;

/**
 * listen on a UNIX stream or seqpacket socket, which must have a name and no peer.
 *
 * <p>Source: net/unix/af_unix.c, unix_listen; net/socket.c, __sys_listen.
 */
final class UnixListen {
  /** net.core.somaxconn. */
  private static final int SOMAXCONN = 4096;

  private UnixListen() {}

  static List<Step> listen(Host host, int id, int backlog) {
    UnixSocket socket = UnixSocket.of(host, id);
    if (socket.name().isUnnamed() || socket.isConnected()) {
      return Step.returned(Outcome.failed(Errno.EINVAL), host);
    }
    int most = backlog < 0 ? SOMAXCONN : Math.min(backlog, SOMAXCONN);
    Host woken = most > socket.link().backlog() ? UnixRoom.wakeAll(host, id) : host;
    return Step.returned(
        Outcome.ofValue(0),
        woken.withSocket(id, UnixSocket.of(woken, id).withLink(socket.link().listening(most))));
  }
}
