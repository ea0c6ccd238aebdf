// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.script.Value;

/**
 * A {@code struct msghdr} to receive into: {@code {iov: [2, 64]}}.
 *
 * @param lengths the iov_len of each buffer, in bytes
 */
record MessageIn(List<Integer> lengths) {
  MessageIn {
    lengths = List.copyOf(lengths);
  }

  /** The room in all buffers. */
  int total() {
    return lengths.stream().mapToInt(Integer::intValue).sum();
  }

  static Param<MessageIn> param(String name) {
    return new Param<>(name, MessageIn.class, MessageIn::read).madeBy(MessageIn::make);
  }

  private static Value make(Choices choices) {
    List<Value> lengths = new ArrayList<>();
    for (int parts = choices.below(4); parts > 0; parts--) {
      lengths.add(Choices.number(choices.length()));
    }
    return Choices.record(List.of(Choices.pair(Choices.word("iov"), Choices.list(lengths))));
  }

  private static MessageIn read(Scope scope, Value value) {
    List<Integer> lengths = new ArrayList<>();
    for (Fields.Field field : Fields.of(value, "a message like {iov: [64]}", List.of("iov"))) {
      for (Value length : Fields.list(field.value(), "a list of lengths")) {
        lengths.add(Param.length(scope, length));
      }
    }
    if (lengths.stream().mapToLong(Integer::longValue).sum() > Param.LONGEST_BUFFER) {
      throw Scope.wrong(
          value.location(), "a message has at most " + Param.LONGEST_BUFFER + " bytes");
    }
    return new MessageIn(lengths);
  }
}
