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

/** {@code fcntl(2)}: F_GETFL and F_SETFL, for O_NONBLOCK. */
final class Fcntl implements Op {
  private static final Param<Fd> SOCKET = Param.fd("fd");
  private static final Param<Integer> COMMAND =
      Param.constant("cmd", "a command of fcntl", Constants.FCNTL_COMMANDS);
  private static final Param<Integer> ARGUMENT =
      Param.constant("arg", "a file flag", Constants.FILE_FLAGS);

  private static final Signature SIGNATURE =
      Signature.of("fcntl", 72, SOCKET, COMMAND, ARGUMENT)
          .withOptional(1)
          .returning(Signature.OutKind.FILE_FLAGS);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.fcntl(
        host, call.get(SOCKET).id(), call.get(COMMAND), call.getOr(ARGUMENT, 0));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.fcntl(live.number(call.get(SOCKET)), call.get(COMMAND), call.getOr(ARGUMENT, 0));
  }

  @Override
  public Optional<List<Value>> arguments(Choices choices) {
    Value flags = Choices.word(choices.one(Constants.FILE_FLAGS).name());
    return Optional.of(
        choices.in(1, 2)
            ? List.of(choices.descriptor(), Choices.word("F_GETFL"))
            : List.of(choices.descriptor(), Choices.word("F_SETFL"), flags));
  }
}
