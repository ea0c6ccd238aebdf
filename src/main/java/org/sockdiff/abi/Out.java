// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.List;

/**
 * What a call wrote through its out parameters, beyond data, {@code msg_flags} and the sender's
 * address.
 */
public sealed interface Out {
  /** The call has no further out parameter. */
  Out NOTHING = new Nothing();

  /** Nothing was written. */
  record Nothing() implements Out {
    @Override
    public String toString() {
      return "";
    }
  }

  /** An int: FIONREAD, SO_ERROR, SO_RCVBUF, the revents of one poll entry. */
  record Int(long value) implements Out {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /** A {@code struct timeval} or {@code timespec}, in microseconds. */
  record Time(long micros) implements Out {
    @Override
    public String toString() {
      return micros + "us";
    }
  }

  /** A {@code struct sockaddr}: getsockname, getpeername. */
  record Address(SockAddr address) implements Out {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** An array: poll's entries in the order of the call. */
  record Items(List<Out> items) implements Out {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return items.toString();
    }
  }

  /**
   * The control messages of recvmsg.
   *
   * @param length msg_controllen afterwards: how many bytes of msg_control were used
   */
  record Control(List<ControlMessage> messages, int length) implements Out {
    public Control {
      messages = List.copyOf(messages);
    }

    /** As a script states them; with the length, if the messages do not tell it. */
    @Override
    public String toString() {
      int natural =
          messages.stream().mapToInt(message -> ControlBuffer.space(message.data().length())).sum();
      return messages + (natural == length ? "" : " (msg_controllen " + length + ")");
    }
  }
}
