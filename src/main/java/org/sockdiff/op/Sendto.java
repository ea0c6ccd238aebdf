// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code sendto(2)}: sends one message to an address. */
final class Sendto implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<Payload> DATA = Param.data("buf");
  private static final Param<Integer> FLAGS = Param.msgFlags();
  private static final Param<AddressArgument> ADDRESS = Param.address("addr");

  private static final Signature SIGNATURE =
      Signature.of("sendto", 44, SOCKET, DATA, FLAGS, ADDRESS).choosingPort();

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
        call.get(DATA),
        call.get(FLAGS),
        Arguments.address(host, call.get(ADDRESS)));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.sendto(
        live.number(call.get(SOCKET)),
        call.get(DATA),
        call.get(FLAGS),
        live.address(call.get(ADDRESS)));
  }
}
