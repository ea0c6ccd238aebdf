// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.script.Value;
import org.sockdiff.sys.Syscalls;

/** {@code getsockopt(2)}: reads an option, or the pending error. */
final class Getsockopt implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<Integer> LEVEL =
      Param.constant("level", "a level of socket options", SockOpts.LEVELS);
  private static final Param<SockOpts.Row> OPTION = SockOpts.option("optname");

  private static final Signature SIGNATURE =
      Signature.of("getsockopt", 55, SOCKET, LEVEL, OPTION).returning(Signature.OutKind.NUMBER);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.getsockopt(host, call.get(SOCKET).id(), call.get(OPTION).option());
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return call.get(OPTION).get(sys, live.number(call.get(SOCKET)));
  }

  @Override
  public Signature.OutKind out(Call call) {
    return call.get(OPTION).kind();
  }

  @Override
  public Optional<List<Value>> arguments(Choices choices) {
    return Optional.of(SockOpts.make(choices, choices.one(SockOpts.ROWS)));
  }

  @Override
  public void check(Call call) {
    SockOpts.checkLevel(call, call.get(LEVEL), call.get(OPTION));
  }
}
