// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.Outcome;

/**
 * Sockets of AF_UNIX. SOCK_RAW makes a datagram socket.
 *
 * <p>Source: net/unix/af_unix.c, unix_create and unix_socketpair.
 */
final class UnixSockets implements SocketFamily {
  private static final int SOCK_RAW = 3;

  @Override
  public int number() {
    return Family.AF_UNIX;
  }

  @Override
  public List<Step> socket(Host host, int result, int type, int protocol, boolean nonblocking) {
    if (protocol != 0 && protocol != Family.AF_UNIX) {
      return SocketFamily.failed(Errno.EPROTONOSUPPORT, host);
    }
    return switch (type) {
      case UnixSocket.SOCK_STREAM, UnixSocket.SOCK_DGRAM, UnixSocket.SOCK_SEQPACKET ->
          made(host, result, type, nonblocking);
      case SOCK_RAW -> made(host, result, UnixSocket.SOCK_DGRAM, nonblocking);
      default -> SocketFamily.failed(Errno.ESOCKTNOSUPPORT, host);
    };
  }

  private static List<Step> made(Host host, int result, int type, boolean nonblocking) {
    return Step.returned(
        Outcome.ofValue(Outcome.DESCRIPTOR),
        host.open(result, UnixSocket.fresh(host, type), nonblocking));
  }

  @Override
  public Optional<Errno> refusesPairs() {
    return Optional.empty();
  }

  @Override
  public Host paired(Host host, int one, int other) {
    return joined(joined(host, one, other), other, one);
  }

  private static Host joined(Host host, int id, int peer) {
    UnixSocket socket = UnixSocket.of(host, id);
    return host.withSocket(id, socket.withLink(socket.link().to(peer)));
  }
}
