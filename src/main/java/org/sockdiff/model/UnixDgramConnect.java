// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;

/**
 * connect on a UNIX datagram socket. Leaving a peer throws away what is queued, and tells a peer
 * that was connected back.
 *
 * <p>Source: net/unix/af_unix.c, unix_dgram_connect, unix_dgram_disconnected.
 */
final class UnixDgramConnect {
  private UnixDgramConnect() {}

  static List<Step> connect(Host host, int id, SockAddr address) {
    if (isUnspecified(address)) {
      return Step.returned(Outcome.ofValue(0), joined(host, id, UnixLink.NOBODY));
    }
    Optional<UnixAddr> name = UnixNames.valid(address);
    if (name.isEmpty()) {
      return Step.returned(Outcome.failed(Errno.EINVAL), host);
    }
    UnixNames.Found found = UnixNames.find(host, name.get(), UnixSocket.SOCK_DGRAM);
    if (found.errno().isPresent()) {
      return Step.returned(Outcome.failed(found.errno().get()), host);
    }
    return maySend(host, id, found.id())
        ? Step.returned(Outcome.ofValue(0), joined(host, id, found.id()))
        : Step.returned(Outcome.failed(Errno.EPERM), host);
  }

  private static boolean isUnspecified(SockAddr address) {
    return address == SockAddr.UNSPEC
        || (address instanceof SockAddr.Raw raw && RawAddress.family(raw) == Family.AF_UNSPEC);
  }

  /** Whether a socket takes what another sends: it has no peer, or that one. */
  static boolean maySend(Host host, int from, int to) {
    UnixLink link = UnixSocket.of(host, to).link();
    return !link.hasPeer() || link.peer() == from;
  }

  private static Host joined(Host host, int id, int peer) {
    UnixSocket socket = UnixSocket.of(host, id);
    int old = socket.link().peer();
    UnixLink link = peer == UnixLink.NOBODY ? socket.link().toNobody() : socket.link().to(peer);
    Host joined = host.withSocket(id, socket.withLink(link));
    if (old == UnixLink.NOBODY) {
      return joined;
    }
    Host woken = joined.wakeOne(id, UnixSocket.WRITABLE);
    return old == peer ? woken : disconnected(woken, id, old);
  }

  /** Throws away what is queued on a socket that has left a peer. */
  static Host disconnected(Host host, int id, int old) {
    if (UnixSocket.of(host, id).queue().isEmpty()) {
      return host;
    }
    Host purged = UnixRoom.wakeAll(UnixMemory.purged(host, id), id);
    UnixSocket former = UnixSocket.of(purged, old);
    if (former.isDead() || former.link().peer() != id) {
      return purged;
    }
    return purged
        .withSocket(old, former.withError(Optional.of(Errno.ECONNRESET)))
        .wakeOne(old, PollFlag.POLLERR.bit());
  }
}
