// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code recvmmsg(2)}: as recvmsg, for several messages. */
final class Recvmmsg implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<MessagesIn> MESSAGES = MessagesIn.param("msgvec");
  private static final Param<Integer> FLAGS = Param.msgFlags();
  private static final Param<Long> TIMEOUT = Arguments.optionValue("timeout");
  private static final long FOREVER = -1;

  private static final Signature SIGNATURE =
      Signature.of("recvmmsg", 299, SOCKET, MESSAGES, FLAGS, TIMEOUT)
          .withOptional(1)
          .returning(Signature.OutKind.MESSAGES);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.recvmmsg(
        host,
        call.thread(),
        call.get(SOCKET).id(),
        call.get(MESSAGES).rooms(),
        call.get(FLAGS),
        call.getOr(TIMEOUT, FOREVER));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.recvmmsg(
        live.number(call.get(SOCKET)),
        call.get(MESSAGES).rooms(),
        call.get(FLAGS),
        call.getOr(TIMEOUT, FOREVER));
  }
}
