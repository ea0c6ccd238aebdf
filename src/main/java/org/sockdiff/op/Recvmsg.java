// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code recvmsg(2)}: as recvfrom, scattered over several buffers, and returns msg_flags. */
final class Recvmsg implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<MessageIn> MESSAGE = MessageIn.param("msg");
  private static final Param<Integer> FLAGS = Param.msgFlags();

  private static final Signature SIGNATURE =
      Signature.of("recvmsg", 47, SOCKET, MESSAGE, FLAGS)
          .returningData()
          .returningFlags()
          .returningFrom();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.receive(
        host,
        call.thread(),
        call.get(SOCKET).id(),
        call.get(MESSAGE).rooms(),
        call.get(FLAGS),
        Optional.of(call.get(MESSAGE).name()),
        Optional.of(call.get(MESSAGE).control()));
  }

  @Override
  public Signature.OutKind out(Call call) {
    return call.get(MESSAGE).control().length() == 0
        ? Signature.OutKind.NOTHING
        : Signature.OutKind.CONTROL;
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.recvmsg(
        live.number(call.get(SOCKET)),
        call.get(MESSAGE).rooms(),
        call.get(MESSAGE).control(),
        call.get(FLAGS),
        call.get(MESSAGE).name());
  }
}
