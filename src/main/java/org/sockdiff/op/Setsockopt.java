// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.Step;
import org.sockdiff.script.Value;
import org.sockdiff.sys.Syscalls;

/** {@code setsockopt(2)}: sets an option. */
final class Setsockopt implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<Integer> LEVEL =
      Param.constant("level", "a level of socket options", SockOpts.LEVELS);
  private static final Param<SockOpts.Row> OPTION = SockOpts.option("optname");
  private static final Param<Long> VALUE = Arguments.optionValue("optval");

  private static final Signature SIGNATURE =
      Signature.of("setsockopt", 54, SOCKET, LEVEL, OPTION, VALUE);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SockOpts.set(host, call.get(SOCKET), call.get(OPTION), call.get(VALUE));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return call.get(OPTION).set(sys, live.number(call.get(SOCKET)), call.get(VALUE));
  }

  @Override
  public Optional<List<Value>> arguments(Choices choices) {
    SockOpts.Row row = SockOpts.toSet(choices);
    List<Value> made = new ArrayList<>(SockOpts.make(choices, row));
    made.add(SockOpts.value(choices, row));
    return Optional.of(made);
  }

  @Override
  public void check(Call call) {
    SockOpts.checkLevel(call, call.get(LEVEL), call.get(OPTION));
  }
}
