// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Room;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code recvfrom(2)}: as recv, and asks for the sender's address. */
final class Recvfrom implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<Room> ROOM = Param.room("len");
  private static final Param<Integer> FLAGS = Param.msgFlags();
  private static final Param<Room> NAME = Arguments.badRoom("src_addr");

  private static final Signature SIGNATURE =
      Signature.of("recvfrom", 45, SOCKET, ROOM, FLAGS, NAME)
          .withOptional(1)
          .returningData()
          .returningFrom();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.receive(
        host,
        call.thread(),
        call.get(SOCKET).id(),
        List.of(call.get(ROOM)),
        call.get(FLAGS),
        Optional.of(call.getOr(NAME, Syscalls.ANY_NAME)),
        Optional.empty());
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.recvfrom(
        live.number(call.get(SOCKET)),
        call.get(ROOM),
        call.get(FLAGS),
        call.getOr(NAME, Syscalls.ANY_NAME));
  }
}
