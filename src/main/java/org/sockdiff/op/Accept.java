// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code accept(2)}: takes a connection off a listener's queue. */
final class Accept implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");

  private static final Signature SIGNATURE =
      Signature.of("accept", 43, SOCKET).returningDescriptors(1).returningFrom();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.accept(
        host, call.thread(), call.results().get(0).id(), call.get(SOCKET).id(), 0);
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.accept(live.number(call.get(SOCKET)));
  }
}
