// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.MessageData;
import org.sockdiff.abi.Outcome;

/**
 * sendmmsg: one sendmsg after the other, each a part of its own. An error that comes after some
 * messages ends it, and is forgotten.
 *
 * <p>Source: net/socket.c, __sys_sendmmsg.
 *
 * @param fd the descriptor
 * @param description the open file description that it was made on
 * @param messages what is sent
 * @param sent how many of them were
 */
record SendSeveral(
    int thread, int fd, int description, List<MessageData> messages, int flags, int sent)
    implements Pending {
  SendSeveral {
    messages = List.copyOf(messages);
  }

  @Override
  public List<Step> resume(Host host) {
    if (sent == messages.size()) {
      return Step.returned(Outcome.ofValue(sent), host);
    }
    MessageData next = messages.get(sent);
    Step step =
        SocketCalls.send(host, thread, fd, next.all(), next.control(), flags, next.name()).get(0);
    if (!(step instanceof Step.Returned returned)) {
      throw new ModelGap("sendmmsg that sleeps");
    }
    if (returned.outcome() instanceof Outcome.Failed) {
      return sent == 0 ? List.of(returned) : Step.returned(Outcome.ofValue(sent), returned.host());
    }
    SendSeveral rest = new SendSeveral(thread, fd, description, messages, flags, sent + 1);
    return sent + 1 == messages.size()
        ? rest.resume(returned.host())
        : List.of(new Step.Going(returned.host().going(thread, rest)));
  }

  @Override
  public List<Step> expire(Host host) {
    throw new IllegalStateException("it does not sleep");
  }

  @Override
  public long timeout() {
    return SocketOptions.FOREVER;
  }

  @Override
  public List<Integer> holds() {
    return List.of(description);
  }
}
