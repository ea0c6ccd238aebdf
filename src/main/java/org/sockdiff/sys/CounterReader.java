// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

import java.util.Set;
import org.sockdiff.abi.Counter;

/**
 * Reads the protocol counters of the network namespace that its maker was in, from whatever thread
 * it is called later; one thread at a time.
 *
 * <p>A reading costs 14 microseconds for {@link Counter.Table#UDP} and 19 more for {@link
 * Counter.Table#UDP6}, nearly all of them in the kernel, which formats every table of the file.
 */
public interface CounterReader extends AutoCloseable {
  /** The counters that this kernel has; the others are absent, not zero. */
  Set<Counter> present();

  /**
   * Reads the counters of some tables.
   *
   * @param values where to write what they stand at; those of other tables and those that are not
   *     {@link #present} are left as they are
   */
  void read(Set<Counter.Table> tables, CounterValues values);

  @Override
  void close();
}
