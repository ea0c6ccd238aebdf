// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code write(2)}: sends one message to the peer; one without bytes, too. */
final class Write implements Op {
  private static final Param<Fd> SOCKET = Param.fd("fd");
  private static final Param<Payload> DATA = Param.data("buf");

  private static final Signature SIGNATURE = Signature.of("write", 1, SOCKET, DATA).choosingPort();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.send(
        host, call.thread(), call.get(SOCKET).id(), call.get(DATA), 0, SockAddr.NONE);
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.write(live.number(call.get(SOCKET)), call.get(DATA));
  }
}
