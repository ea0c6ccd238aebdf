// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code recvfrom(2)}: as recv, and asks for the sender's address. */
final class Recvfrom implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<Integer> LENGTH = Param.length("len");
  private static final Param<Integer> FLAGS = Param.msgFlags();

  private static final Signature SIGNATURE =
      Signature.of("recvfrom", 45, SOCKET, LENGTH, FLAGS).returningData().returningFrom();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.receive(
        host, call.thread(), call.get(SOCKET).id(), call.get(LENGTH), call.get(FLAGS), true, false);
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.recvfrom(live.number(call.get(SOCKET)), call.get(LENGTH), call.get(FLAGS));
  }
}
