// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code poll(2)}: which of several descriptors are ready. */
final class Poll implements Op {
  private static final Param<PollSet> FDS = PollSet.param("fds");
  private static final Param<Integer> TIMEOUT = Arguments.milliseconds("timeout");

  private static final Signature SIGNATURE =
      Signature.of("poll", 7, FDS, TIMEOUT).returning(Signature.OutKind.POLL);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.poll(host, call.thread(), call.get(FDS).modelled(), call.get(TIMEOUT));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.poll(call.get(FDS).live(live), call.get(TIMEOUT));
  }
}
