// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.PollFlag;

/**
 * A call of poll: sleeps, not exclusively, in the line of each of its sockets, and holds them. Each
 * time that it looks it looks its descriptors up again: one that was closed meanwhile is POLLNVAL.
 *
 * <p>Source: fs/select.c, do_poll and do_pollfd.
 */
record Poll(int thread, List<Watched> watched, int millis) implements Pending {
  private static final int ALWAYS = PollFlag.POLLERR.bit() | PollFlag.POLLHUP.bit();
  private static final int NOT_OPEN = -1;

  /**
   * An entry.
   *
   * @param skipped whether its descriptor is a negative number, which poll passes over
   * @param description what the descriptor named when the call was made
   */
  record Watched(int fd, boolean skipped, int description, int events) {}

  static List<Step> start(Host host, int thread, List<PollEntry> entries, int timeout) {
    List<Watched> watched = new ArrayList<>();
    for (PollEntry entry : entries) {
      boolean skipped = entry.fd() < 0 && entry.number() < 0;
      watched.add(new Watched(entry.fd(), skipped, host.descriptionOf(entry.fd()), entry.events()));
    }
    return new Poll(thread, List.copyOf(watched), timeout).attempt(host, timeout != 0);
  }

  @Override
  public List<Step> resume(Host host) {
    return attempt(host, true);
  }

  @Override
  public List<Step> expire(Host host) {
    return attempt(host, false);
  }

  @Override
  public long timeout() {
    return millis < 0 ? -1 : millis * 1000L;
  }

  @Override
  public List<Integer> holds() {
    return watched.stream().map(Watched::description).filter(id -> id >= 0).toList();
  }

  private List<Step> attempt(Host host, boolean maySleep) {
    List<Out> revents = new ArrayList<>();
    int ready = 0;
    Host looked = host;
    for (Watched entry : watched) {
      looked = look(looked, entry);
      int bits = bits(looked, entry);
      ready += bits != 0 ? 1 : 0;
      revents.add(new Out.Int(bits));
    }
    if (ready > 0 || !maySleep) {
      return Step.returned(Outcome.ofOut(ready, new Out.Items(revents)), looked);
    }
    return List.of(new Step.Parked(sleep(looked)));
  }

  private static Host look(Host host, Watched entry) {
    int open = host.descriptionOf(entry.fd());
    if (open == NOT_OPEN) {
      return host;
    }
    Description description = host.descriptionAt(open);
    return host.socket(description.socket())
        .looked(host, description.socket(), description.nonblocking());
  }

  private static int bits(Host host, Watched entry) {
    if (entry.skipped()) {
      return 0;
    }
    int open = host.descriptionOf(entry.fd());
    if (open == NOT_OPEN) {
      return PollFlag.POLLNVAL.bit();
    }
    int socket = host.descriptionAt(open).socket();
    return host.socket(socket).readiness(host, socket) & (entry.events() | ALWAYS);
  }

  /** In each socket's line it is woken by the events of all its entries for that socket. */
  private Host sleep(Host host) {
    Map<Integer, Integer> events = new TreeMap<>();
    for (Watched entry : watched) {
      if (entry.description() != NOT_OPEN) {
        int socket = host.descriptionAt(entry.description()).socket();
        events.merge(socket, entry.events() | ALWAYS, (one, other) -> one | other);
      }
    }
    Host parked = host.park(thread, this);
    for (Map.Entry<Integer, Integer> entry : events.entrySet()) {
      parked = parked.stand(entry.getKey(), new Waiter(thread, false, entry.getValue()));
    }
    return parked;
  }
}
