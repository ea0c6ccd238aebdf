// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Room;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code read(2)}: takes one message, unless the buffer has no bytes. */
final class Read implements Op {
  private static final Param<Fd> SOCKET = Param.fd("fd");
  private static final Param<Room> ROOM = Param.room("count");

  private static final Signature SIGNATURE = Signature.of("read", 0, SOCKET, ROOM).returningData();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.read(host, call.thread(), call.get(SOCKET).id(), List.of(call.get(ROOM)));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.read(live.number(call.get(SOCKET)), call.get(ROOM));
  }
}
