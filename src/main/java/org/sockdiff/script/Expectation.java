// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;
import java.util.Optional;

/**
 * What the author expects of one call: {@code = "hello" or EAGAIN { InDatagrams +1 } @ linux
 * 4.10..}, or {@code blocks}.
 *
 * @param blocks whether the call is expected to sleep; then {@code results} is empty
 * @param results the allowed results; empty if only counters are stated
 * @param counters absent if nothing is said of them
 * @param guard absent if it holds of every profile
 */
public record Expectation(
    Location location,
    boolean blocks,
    List<Result> results,
    Optional<CounterBlock> counters,
    Optional<Guard> guard) {
  public Expectation {
    results = List.copyOf(results);
  }

  /** {@code { InDatagrams +1, Icmp.OutDestUnreachs +1 }}. */
  public record CounterBlock(Location location, List<Delta> deltas) {
    public CounterBlock {
      deltas = List.copyOf(deltas);
    }
  }

  /** {@code Udp.InDatagrams +1}; a name without a table means the table of the called socket. */
  public record Delta(Location location, String name, long amount) {}
}
