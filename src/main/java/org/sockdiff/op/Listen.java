// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code listen(2)}: lets a socket take connections. */
final class Listen implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<Integer> BACKLOG = Param.constant("backlog", "a number", List.of());

  private static final Signature SIGNATURE = Signature.of("listen", 50, SOCKET, BACKLOG);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.listen(host, call.get(SOCKET).id(), call.get(BACKLOG));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.listen(live.number(call.get(SOCKET)), call.get(BACKLOG));
  }
}
