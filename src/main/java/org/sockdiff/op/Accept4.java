// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code accept4(2)}: as accept, with flags for the new descriptor. */
final class Accept4 implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<Integer> FLAGS =
      Param.constant("flags", "SOCK_NONBLOCK or SOCK_CLOEXEC", Constants.SOCKET_TYPES);

  private static final Signature SIGNATURE =
      Signature.of("accept4", 288, SOCKET, FLAGS).returningDescriptors(1).returningFrom();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.accept(
        host, call.thread(), call.results().get(0).id(), call.get(SOCKET).id(), call.get(FLAGS));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.accept4(live.number(call.get(SOCKET)), call.get(FLAGS));
  }
}
