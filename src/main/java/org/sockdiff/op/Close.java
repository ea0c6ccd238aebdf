// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code close(2)}: gives a descriptor back. */
final class Close implements Op {
  private static final Param<Fd> SOCKET = Param.fd("fd");

  private static final Signature SIGNATURE = Signature.of("close", 3, SOCKET);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.close(host, call.get(SOCKET).id());
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.close(live.number(call.get(SOCKET)));
  }
}
