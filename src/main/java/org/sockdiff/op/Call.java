// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.Optional;
import org.sockdiff.script.Location;

/** A call with its arguments resolved. */
public final class Call {
  private final Location location;
  private final int thread;
  private final Op op;
  private final Object[] arguments;
  private final List<Fd> results;
  private final String text;

  /**
   * A call.
   *
   * @param thread the thread that makes it, 0 for the main thread
   * @param arguments one for each parameter that a script gives, in order
   * @param results the descriptors that it makes, in order
   * @param text the call as the script writes it
   */
  public Call(
      Location location, int thread, Op op, List<Object> arguments, List<Fd> results, String text) {
    this.location = location;
    this.thread = thread;
    this.op = op;
    this.arguments = arguments.toArray();
    this.results = List.copyOf(results);
    this.text = text;
  }

  public Location location() {
    return location;
  }

  public int thread() {
    return thread;
  }

  public Op op() {
    return op;
  }

  /** The descriptors that it makes. */
  public List<Fd> results() {
    return results;
  }

  /** The argument for a parameter of the operation's signature. */
  public <T> T get(Param<T> param) {
    List<Param<?>> params = op.signature().given();
    for (int i = 0; i < arguments.length; i++) {
      if (params.get(i) == param) {
        return param.cast(arguments[i]);
      }
    }
    throw new IllegalArgumentException(op.signature().name() + " has no parameter " + param.name());
  }

  /** The argument for an optional parameter, or another value if it was left away. */
  public <T> T getOr(Param<T> param, T other) {
    return arguments.length <= op.signature().given().indexOf(param) ? other : get(param);
  }

  /** The descriptor that the call is made on, if its first argument is one. */
  public Optional<Fd> descriptor() {
    return arguments.length > 0 && arguments[0] instanceof Fd fd
        ? Optional.of(fd)
        : Optional.empty();
  }

  /** The entries of a call of poll; none of a call of sleep. */
  PollSet pollSet() {
    return arguments[0] instanceof PollSet set ? set : PollSet.EMPTY;
  }

  /** The descriptors that a call of poll asks about. */
  public List<Fd> pollDescriptors() {
    return pollSet().entries().stream().map(PollSet.Entry::fd).toList();
  }

  /** As the script writes it: {@code recv(rx, 64, MSG_PEEK)}. */
  @Override
  public String toString() {
    return text;
  }
}
