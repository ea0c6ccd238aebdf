// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code socketpair(2)}: makes two endpoints that are connected to each other. */
final class Socketpair implements Op {
  private static final Param<Integer> DOMAIN =
      Param.constant("domain", "an address family", Constants.DOMAINS);
  private static final Param<Integer> TYPE =
      Param.constant("type", "a socket type", Constants.SOCKET_TYPES);
  private static final Param<Integer> PROTOCOL =
      Param.constant("protocol", "a protocol", Constants.PROTOCOLS);

  private static final Signature SIGNATURE =
      Signature.of("socketpair", 53, DOMAIN, TYPE, PROTOCOL).returningDescriptors(2);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.socketpair(
        host,
        call.results().get(0).id(),
        call.results().get(1).id(),
        call.get(DOMAIN),
        call.get(TYPE),
        call.get(PROTOCOL));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.socketpair(call.get(DOMAIN), call.get(TYPE), call.get(PROTOCOL));
  }

  @Override
  public int family(Call call) {
    return call.get(DOMAIN);
  }
}
