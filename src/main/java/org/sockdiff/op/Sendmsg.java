// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code sendmsg(2)}: sends one message gathered from several buffers. */
final class Sendmsg implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<MessageOut> MESSAGE = MessageOut.param("msg");
  private static final Param<Integer> FLAGS = Param.msgFlags();

  private static final Signature SIGNATURE =
      Signature.of("sendmsg", 46, SOCKET, MESSAGE, FLAGS).choosingPort();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.send(
        host,
        call.thread(),
        call.get(SOCKET).id(),
        call.get(MESSAGE).all(),
        call.get(MESSAGE).control(),
        call.get(FLAGS),
        Arguments.address(host, call.get(MESSAGE).name()));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.sendmsg(
        live.number(call.get(SOCKET)),
        call.get(MESSAGE).parts(),
        call.get(MESSAGE).control(),
        call.get(FLAGS),
        live.address(call.get(MESSAGE).name()));
  }
}
