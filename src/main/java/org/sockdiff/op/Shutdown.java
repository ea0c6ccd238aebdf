// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code shutdown(2)}: ends one direction, or both. */
final class Shutdown implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<Integer> HOW =
      Param.constant("how", "SHUT_RD, SHUT_WR or SHUT_RDWR", Constants.SHUTDOWNS);

  private static final Signature SIGNATURE = Signature.of("shutdown", 48, SOCKET, HOW);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.shutdown(host, call.get(SOCKET).id(), call.get(HOW));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.shutdown(live.number(call.get(SOCKET)), call.get(HOW));
  }
}
