// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.script.Value;

/** Messages to send: {@code [{iov: ["one"]}, {name: rx, iov: ["two"]}]}. */
record MessagesOut(List<MessageOut> messages) {
  MessagesOut {
    messages = List.copyOf(messages);
  }

  static Param<MessagesOut> param(String name) {
    return new Param<>(name, MessagesOut.class, MessagesOut::read);
  }

  private static MessagesOut read(Scope scope, Value value) {
    List<MessageOut> messages = new ArrayList<>();
    long total = 0;
    for (Value entry : MessagesIn.list(value)) {
      MessageOut message = MessageOut.read(scope, entry);
      total += message.all().length();
      messages.add(message);
    }
    if (total > Param.LONGEST_BUFFER) {
      throw Scope.wrong(
          value.location(),
          "the messages of one call have at most " + Param.LONGEST_BUFFER + " bytes");
    }
    return new MessagesOut(messages);
  }
}
