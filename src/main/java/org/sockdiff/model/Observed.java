// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;

/**
 * How a call was seen to end, and the check whether a state allows that.
 *
 * @param outcome with real numbers wherever the kernel chose them
 * @param fd the descriptor that the call was made on; -1 if none
 * @param sockname that socket's own address right after the call, if it was read
 */
public record Observed(Outcome outcome, int fd, Optional<SockAddr> sockname) {
  /**
   * The state after the call if it allows this end of it, every number that the kernel chose bound
   * wherever it stands; empty if something else was allowed only.
   *
   * @param host the state after the call in the model
   * @param expected how the call ends in the model
   */
  public Optional<Host> acceptedBy(Host host, Outcome expected) {
    if (expected == outcome || expected.equals(outcome)) {
      return bindSockname(host);
    }
    if (!(expected instanceof Outcome.Returned wanted)
        || !(outcome instanceof Outcome.Returned seen)
        || wanted.value() != seen.value()
        || wanted.flags() != seen.flags()
        || !wanted.data().equals(seen.data())) {
      return Optional.empty();
    }
    return bind(host, wanted.from(), seen.from())
        .flatMap(bound -> bindOut(bound, wanted.out(), seen.out()))
        .flatMap(this::bindSockname);
  }

  private static Optional<Host> bindOut(Host host, Out wanted, Out seen) {
    if (wanted instanceof Out.Address one && seen instanceof Out.Address other) {
      return bind(host, one.address(), other.address());
    }
    if (wanted instanceof Out.Messages some && seen instanceof Out.Messages others) {
      return bindMessages(host, some.messages(), others.messages());
    }
    return wanted.equals(seen) ? Optional.of(host) : Optional.empty();
  }

  private static Optional<Host> bindMessages(
      Host host, List<Outcome.Returned> wanted, List<Outcome.Returned> seen) {
    if (wanted.size() != seen.size()) {
      return Optional.empty();
    }
    Optional<Host> bound = Optional.of(host);
    for (int i = 0; i < wanted.size(); i++) {
      Outcome.Returned one = wanted.get(i);
      Outcome.Returned other = seen.get(i);
      boolean alike =
          one.value() == other.value()
              && one.flags() == other.flags()
              && one.data().equals(other.data())
              && one.out().equals(other.out());
      bound = alike ? bound.flatMap(h -> bind(h, one.from(), other.from())) : Optional.empty();
    }
    return bound;
  }

  private Optional<Host> bindSockname(Host host) {
    if (sockname.isEmpty()) {
      return Optional.of(host);
    }
    SockAddr own = host.addressOf(fd);
    return own == SockAddr.NONE ? Optional.of(host) : bind(host, own, sockname.get());
  }

  private static Optional<Host> bind(Host host, SockAddr wanted, SockAddr seen) {
    if (wanted.equals(seen)) {
      return Optional.of(host);
    }
    if (wanted == SockAddr.UNDEFINED) {
      return seen == SockAddr.NONE ? Optional.empty() : Optional.of(host);
    }
    if (!Hole.isIn(wanted)
        || !Inet.sameHost(wanted, seen)
        || !host.mayChoose(Hole.in(wanted), seen)) {
      return Optional.empty();
    }
    return Optional.of(host.bind(Hole.in(wanted), seen.port()));
  }
}
