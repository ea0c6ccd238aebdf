// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

import java.util.Set;
import org.sockdiff.abi.Counter;
import org.sockdiff.rule.Machine;

/** Finds out what the model must know of this machine. */
public interface MachineReader {
  /**
   * Reads and measures in the calling thread's namespace, which must be one made by {@link
   * NetNamespace}: datagrams are sent over its loopback.
   *
   * @param present the counters that a {@link CounterReader} found
   */
  Machine read(Set<Counter> present);
}
