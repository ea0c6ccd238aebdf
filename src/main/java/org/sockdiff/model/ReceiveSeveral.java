// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;

/**
 * recvmmsg: one recvmsg after the other, each a part of its own. An error that comes after some
 * messages ends it, and unless that is EAGAIN it is the pending error from then on. The time-out is
 * looked at between messages only.
 *
 * <p>Source: net/socket.c, do_recvmmsg.
 *
 * @param wanted the messages to receive, in order
 * @param waitsForOne MSG_WAITFORONE: after the first message it may not sleep
 * @param limit the time-out in microseconds; negative for none
 * @param part the part of the message that is being received; empty before the first
 * @param done what was received
 * @param slept whether it slept, so that time passed
 */
record ReceiveSeveral(
    List<Receive> wanted,
    boolean waitsForOne,
    long limit,
    Optional<Pending> part,
    List<Outcome.Returned> done,
    boolean slept)
    implements Pending {
  ReceiveSeveral {
    wanted = List.copyOf(wanted);
    done = List.copyOf(done);
  }

  /** The first part. A pending error comes before everything, even if nothing is asked for. */
  static List<Step> start(
      Host host, Socket socket, int id, List<Receive> wanted, int flags, long limit) {
    if (socket.error().isPresent() && !MsgFlag.MSG_ERRQUEUE.in(flags)) {
      return Step.returned(
          Outcome.failed(socket.error().get()),
          host.withSocket(id, socket.withError(Optional.empty())));
    }
    if (wanted.isEmpty()) {
      return Step.returned(Outcome.ofOut(0, new Out.Messages(List.of())), host);
    }
    return new ReceiveSeveral(
            wanted, MsgFlag.MSG_WAITFORONE.in(flags), limit, Optional.empty(), List.of(), false)
        .resume(host);
  }

  private Receive current() {
    Receive next = wanted.get(done.size());
    return waitsForOne && !done.isEmpty() ? next.nonblocking() : next;
  }

  private int id(Host host) {
    return host.descriptionAt(wanted.get(0).description()).socket();
  }

  @Override
  public List<Step> resume(Host host) {
    return wrapped(
        part.map(pending -> pending.resume(host))
            .orElseGet(() -> host.socket(id(host)).receive(host, current())));
  }

  @Override
  public List<Step> expire(Host host) {
    return wrapped(part.orElseThrow().expire(host));
  }

  private List<Step> wrapped(List<Step> steps) {
    List<Step> wrapped = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Returned returned) {
        wrapped.addAll(after(returned));
      } else if (step instanceof Step.Parked parked) {
        wrapped.add(new Step.Parked(inPart(parked.host(), true)));
      } else {
        wrapped.add(new Step.Going(inPart(step.host(), slept)));
      }
    }
    return wrapped;
  }

  /** The host in which the thread is in this call, not in the part's alone. */
  private Host inPart(Host host, boolean asleep) {
    int thread = wanted.get(0).thread();
    return host.inCall(
        thread,
        pending ->
            new ReceiveSeveral(wanted, waitsForOne, limit, Optional.of(pending), done, asleep));
  }

  private List<Step> after(Step.Returned step) {
    if (step.outcome() instanceof Outcome.Failed failed) {
      return done.isEmpty() ? List.of(step) : List.of(ended(kept(step.host(), failed.errno())));
    }
    List<Outcome.Returned> longer = new ArrayList<>(done);
    longer.add((Outcome.Returned) step.outcome());
    ReceiveSeveral next =
        new ReceiveSeveral(wanted, waitsForOne, limit, Optional.empty(), longer, slept);
    if (longer.size() == wanted.size() || limit == 0) {
      return List.of(next.ended(step.host()));
    }
    Step going = new Step.Going(step.host().going(wanted.get(0).thread(), next));
    return limit > 0 && slept ? List.of(going, next.ended(step.host())) : List.of(going);
  }

  private Host kept(Host host, Errno errno) {
    return errno == Errno.EAGAIN
        ? host
        : host.withSocket(id(host), host.socket(id(host)).withError(Optional.of(errno)));
  }

  private Step ended(Host host) {
    return new Step.Returned(
        new Outcome.Returned(
            done.size(), Bytes.EMPTY, Outcome.NO_FLAGS, SockAddr.NONE, new Out.Messages(done)),
        host);
  }

  /** That of the message that it sleeps for: its own does not wake it. */
  @Override
  public long timeout() {
    return part.map(Pending::timeout).orElse(SocketOptions.FOREVER);
  }

  @Override
  public List<Integer> holds() {
    return List.of(wanted.get(0).description());
  }
}
