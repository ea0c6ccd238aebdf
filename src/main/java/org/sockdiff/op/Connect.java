// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code connect(2)}: chooses the peer. */
final class Connect implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<AddressArgument> ADDRESS = Param.address("addr");

  private static final Signature SIGNATURE =
      Signature.of("connect", 42, SOCKET, ADDRESS).choosingPort();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.connect(
        host, call.thread(), call.get(SOCKET).id(), Arguments.address(host, call.get(ADDRESS)));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.connect(live.number(call.get(SOCKET)), live.address(call.get(ADDRESS)));
  }
}
