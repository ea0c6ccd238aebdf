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

/** {@code socket(2)}: makes an endpoint. */
final class Socket implements Op {
  private static final Param<Integer> DOMAIN =
      Param.constant("domain", "an address family", Constants.DOMAINS);
  private static final Param<Integer> TYPE =
      Param.constant("type", "a socket type", Constants.SOCKET_TYPES);
  private static final Param<Integer> PROTOCOL =
      Param.constant("protocol", "a protocol", Constants.PROTOCOLS);

  private static final Signature SIGNATURE =
      Signature.of("socket", 41, DOMAIN, TYPE, PROTOCOL).returningDescriptors(1);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.socket(
        host, call.results().get(0).id(), call.get(DOMAIN), call.get(TYPE), call.get(PROTOCOL));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.socket(call.get(DOMAIN), call.get(TYPE), call.get(PROTOCOL));
  }

  @Override
  public int family(Call call) {
    return call.get(DOMAIN);
  }

  @Override
  public Optional<List<Value>> arguments(Choices choices) {
    String domain =
        choices.in(1, 10)
            ? choices.one(Constants.DOMAINS).name()
            : choices.one(List.of("AF_INET", "AF_INET", "AF_INET6"));
    String type = choices.in(1, 10) ? choices.one(Constants.SOCKET_TYPES).name() : "SOCK_DGRAM";
    List<String> types = choices.in(1, 8) ? List.of(type, "SOCK_NONBLOCK") : List.of(type);
    Value protocol =
        choices.in(1, 10)
            ? Choices.word(choices.one(Constants.PROTOCOLS).name())
            : Choices.number(0);
    return Optional.of(List.of(Choices.word(domain), Choices.words(types), protocol));
  }
}
