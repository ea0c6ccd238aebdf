// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.Optional;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;

/**
 * Something that a target was seen to do. The events of a case are in the order in which the
 * recorder saw them.
 */
public sealed interface Event {
  /** The index of the script's action during which it was seen. */
  int action();

  /** A thread made the call of an action. */
  record Called(int action, int thread) implements Event {}

  /**
   * A thread's call returned.
   *
   * @param outcome with the value 0 in place of a descriptor's number
   * @param sockname the called socket's own address, read right after a call that chose its port
   * @param micros how long the call took, in microseconds; -1 if that was not measured
   */
  record Returned(int action, int thread, Outcome outcome, Optional<SockAddr> sockname, long micros)
      implements Event {}

  /**
   * A thread sleeps in its call while every other is quiet.
   *
   * @param deadline whether the recorder gave up waiting and interrupted it: the call is over, with
   *     EINTR unless its return is the next event
   */
  record Blocked(int action, int thread, boolean deadline) implements Event {}

  /** By how much the counters moved since the last quiet point; only the tables of the program. */
  record Counted(int action, Counters moved) implements Event {}
}
