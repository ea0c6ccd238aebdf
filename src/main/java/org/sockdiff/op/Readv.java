// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code readv(2)}: as read, scattered over several buffers. */
final class Readv implements Op {
  private static final Param<Fd> SOCKET = Param.fd("fd");
  private static final Param<MessageIn> ROOMS = MessageIn.list("iov");

  private static final Signature SIGNATURE =
      Signature.of("readv", 19, SOCKET, ROOMS).returningData();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.read(host, call.thread(), call.get(SOCKET).id(), call.get(ROOMS).rooms());
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.readv(live.number(call.get(SOCKET)), call.get(ROOMS).rooms());
  }
}
