// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.function.Function;

/**
 * How a call ended: it returned, or it failed with an errno. (A call that has not ended has none.)
 */
public sealed interface Outcome {
  /** {@link Returned#flags} of a call that does not return {@code msg_flags}. */
  int NO_FLAGS = -1;

  /**
   * {@link Returned#value} of a call that returned a descriptor: which number is the kernel's
   * choice.
   */
  long DESCRIPTOR = 0;

  <T> T match(Function<Returned, T> returned, Function<Failed, T> failed);

  /** The value that the C function returns: -1 of a failure. */
  long value();

  static Outcome ofValue(long value) {
    return new Returned(value, Bytes.EMPTY, NO_FLAGS, SockAddr.NONE, Out.NOTHING);
  }

  static Outcome ofData(long value, Bytes data) {
    return new Returned(value, data, NO_FLAGS, SockAddr.NONE, Out.NOTHING);
  }

  static Outcome ofOut(long value, Out out) {
    return new Returned(value, Bytes.EMPTY, NO_FLAGS, SockAddr.NONE, out);
  }

  static Outcome failed(Errno errno) {
    return new Failed(errno);
  }

  /**
   * The call returned.
   *
   * @param value what the function returned; {@link #DESCRIPTOR} if that is a new descriptor
   * @param data the bytes that were written to its buffers, in their order; empty if it takes none
   * @param flags {@code msg_flags}, or {@link #NO_FLAGS}
   * @param from the sender's address; {@link SockAddr#NONE} if none was written or asked for
   * @param out what it wrote through other out parameters
   */
  record Returned(long value, Bytes data, int flags, SockAddr from, Out out) implements Outcome {
    @Override
    public <T> T match(Function<Returned, T> returned, Function<Failed, T> failed) {
      return returned.apply(this);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Returned that
          && that.value == value
          && that.flags == flags
          && that.data.equals(data)
          && that.from.equals(from)
          && that.out.equals(out);
    }

    @Override
    public int hashCode() {
      return 31
              * (31 * (31 * (31 * Long.hashCode(value) + data.hashCode()) + flags)
                  + from.hashCode())
          + out.hashCode();
    }
  }

  /** The call returned -1 and set errno. */
  record Failed(Errno errno) implements Outcome {
    @Override
    public <T> T match(Function<Returned, T> returned, Function<Failed, T> failed) {
      return failed.apply(this);
    }

    @Override
    public long value() {
      return -1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Failed that && that.errno == errno;
    }

    @Override
    public int hashCode() {
      return errno.hashCode();
    }
  }
}
