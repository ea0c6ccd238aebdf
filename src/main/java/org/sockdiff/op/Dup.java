// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code dup(2)}: another descriptor for the same open file description. */
final class Dup implements Op {
  private static final Param<Fd> SOCKET = Param.fd("oldfd");

  private static final Signature SIGNATURE =
      Signature.of("dup", 32, SOCKET).returningDescriptors(1);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.dup(host, call.results().get(0).id(), call.get(SOCKET).id());
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.dup(live.number(call.get(SOCKET)));
  }
}
