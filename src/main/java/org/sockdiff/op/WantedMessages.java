// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Out;

/** The messages that an author expects of recvmmsg, in order; of each what is written. */
record WantedMessages(List<Wanted> messages) implements Wanted.Written {
  WantedMessages {
    messages = List.copyOf(messages);
  }

  @Override
  public boolean matches(Out out, Wanted.Names names) {
    if (!(out instanceof Out.Messages seen) || seen.messages().size() != messages.size()) {
      return false;
    }
    for (int i = 0; i < messages.size(); i++) {
      if (!messages.get(i).matches(seen.messages().get(i), names)) {
        return false;
      }
    }
    return true;
  }
}
