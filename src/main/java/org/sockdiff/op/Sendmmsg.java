// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.MessageData;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code sendmmsg(2)}: as sendmsg, for several messages. */
final class Sendmmsg implements Op {
  private static final Param<Fd> SOCKET = Param.fd("sockfd");
  private static final Param<MessagesOut> MESSAGES = MessagesOut.param("msgvec");
  private static final Param<Integer> FLAGS = Param.msgFlags();

  private static final Signature SIGNATURE =
      Signature.of("sendmmsg", 307, SOCKET, MESSAGES, FLAGS).choosingPort();

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    List<MessageData> messages = new ArrayList<>();
    for (MessageOut message : call.get(MESSAGES).messages()) {
      messages.add(
          new MessageData(
              message.parts(), message.control(), Arguments.address(host, message.name())));
    }
    return SocketCalls.sendmmsg(
        host, call.thread(), call.get(SOCKET).id(), messages, call.get(FLAGS));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    List<MessageData> messages = new ArrayList<>();
    for (MessageOut message : call.get(MESSAGES).messages()) {
      messages.add(
          new MessageData(message.parts(), message.control(), live.address(message.name())));
    }
    return sys.sendmmsg(live.number(call.get(SOCKET)), messages, call.get(FLAGS));
  }
}
