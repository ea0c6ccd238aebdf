// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** What scripts are made up with beside the usual two: UNIX sockets are for authors alone. */
  private static final List<String> OTHER_DOMAINS =
      Constants.DOMAINS.stream()
          .map(Constants.Constant::name)
          .filter(name -> !name.equals("AF_UNIX"))
          .toList();

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
        choices.in(1, 8)
            ? choices.one(OTHER_DOMAINS)
            : choices.one(List.of("AF_INET", "AF_INET", "AF_INET6"));
    Set<String> types = new LinkedHashSet<>();
    types.add(choices.in(1, 5) ? choices.one(Constants.SOCKET_TYPES).name() : "SOCK_DGRAM");
    if (choices.in(1, 4)) {
      types.add(choices.one(List.of("SOCK_NONBLOCK", "SOCK_CLOEXEC")));
    }
    return Optional.of(
        List.of(Choices.word(domain), Choices.words(List.copyOf(types)), protocol(choices)));
  }

  /** Most often the family's own; else one of the table, or a number about where they end. */
  private static Value protocol(Choices choices) {
    return switch (choices.below(7)) {
      case 0, 1 -> Choices.word(choices.one(Constants.PROTOCOLS).name());
      case 2, 3 -> Choices.number(choices.one(List.of(-1, 253, 256, 261, 262, 263)));
      default -> Choices.number(0);
    };
  }
}
