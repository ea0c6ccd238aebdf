// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sockdiff.abi.BytePattern;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.script.Location;

/**
 * One result that an author allows. What is absent is not asserted.
 *
 * @param value what the call returns
 * @param errno what it fails with
 * @param data what it writes to its buffers
 * @param prefix whether anything may follow the data
 * @param flags msg_flags
 * @param from the sender
 * @param out what it writes through other out parameters
 * @param text as the author wrote it
 */
public record Wanted(
    Location location,
    OptionalLong value,
    Optional<Errno> errno,
    Optional<BytePattern> data,
    boolean prefix,
    OptionalInt flags,
    Optional<From> from,
    Optional<Written> out,
    String text) {
  /** What is wanted to be written through other out parameters. */
  public interface Written {
    boolean matches(Out out);
  }

  /** This value. */
  record Exactly(Out value) implements Written {
    @Override
    public boolean matches(Out out) {
      return value.equals(out);
    }
  }

  /** Tells where a script's descriptors are bound. */
  public interface Names {
    SockAddr addressOf(Fd fd);
  }

  /** What is wanted after {@code from}. */
  public sealed interface From {
    boolean matches(SockAddr actual, Names names);
  }

  /** {@code from {}}: no address was returned. */
  record NoAddress() implements From {
    @Override
    public boolean matches(SockAddr actual, Names names) {
      return actual == SockAddr.NONE;
    }
  }

  /** {@code from _}: some address. */
  record AnyAddress() implements From {
    @Override
    public boolean matches(SockAddr actual, Names names) {
      return actual != SockAddr.NONE;
    }
  }

  /** {@code from 127.0.0.1:9000}. */
  record Address(SockAddr address) implements From {
    @Override
    public boolean matches(SockAddr actual, Names names) {
      return address.plain().equals(actual.plain());
    }
  }

  /** {@code from tx}: that socket's port, and its address unless it is bound to any. */
  record OfSocket(Fd fd) implements From {
    @Override
    public boolean matches(SockAddr actual, Names names) {
      return names.addressOf(fd).isLike(actual);
    }
  }

  /** Whether an outcome is this one. */
  public boolean matches(Outcome outcome, Names names) {
    if (outcome instanceof Outcome.Failed failed) {
      return errno.map(wanted -> wanted == failed.errno()).orElseGet(this::isAnything);
    }
    Outcome.Returned returned = (Outcome.Returned) outcome;
    return errno.isEmpty()
        && (value.isEmpty() || value.getAsLong() == returned.value())
        && matchesData(returned.data())
        && (flags.isEmpty() || flags.getAsInt() == returned.flags())
        && (from.isEmpty() || from.get().matches(returned.from(), names))
        && (out.isEmpty() || out.get().matches(returned.out()));
  }

  private boolean matchesData(Bytes actual) {
    return data.isEmpty()
        || (prefix ? data.get().matchesStartOf(actual) : data.get().matches(actual));
  }

  /** Whether it is {@code _}. */
  boolean isAnything() {
    return errno.isEmpty()
        && value.isEmpty()
        && data.isEmpty()
        && flags.isEmpty()
        && from.isEmpty()
        && out.isEmpty();
  }

  /** {@code "one" or "two" or EAGAIN}. */
  public static String textOf(List<Wanted> wanted) {
    StringBuilder text = new StringBuilder();
    for (Wanted one : wanted) {
      text.append(text.length() == 0 ? "" : " or ").append(one.text);
    }
    return text.toString();
  }
}
