// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/**
 * {@code writev(2)}: sends one message gathered from several buffers, unless they have no bytes.
 */
final class Writev implements Op {
  private static final Param<Fd> SOCKET = Param.fd("fd");
  private static final Param<MessageOut> PARTS = MessageOut.list("iov");

  private static final Signature SIGNATURE =
      Signature.of("writev", 20, SOCKET, PARTS).choosingPort();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.writev(host, call.thread(), call.get(SOCKET).id(), call.get(PARTS).all());
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.writev(live.number(call.get(SOCKET)), call.get(PARTS).parts());
  }
}
