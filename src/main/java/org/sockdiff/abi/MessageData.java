// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.List;

/**
 * A {@code struct msghdr} to send.
 *
 * @param parts what the buffers of msg_iov hold
 * @param control what msg_control holds
 * @param name msg_name, {@link SockAddr#NONE} for a null pointer
 */
public record MessageData(List<Payload> parts, Payload control, SockAddr name) {
  public MessageData {
    parts = List.copyOf(parts);
  }

  /** The whole message. */
  public Payload all() {
    Payload all = Payload.of(Bytes.EMPTY);
    for (Payload part : parts) {
      all = all.plus(part);
    }
    return all;
  }
}
