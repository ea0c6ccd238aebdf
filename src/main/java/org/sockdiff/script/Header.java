// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;
import java.util.Optional;

/** What a script says of itself before its first statement. */
public sealed interface Header {
  Location location();

  /**
   * {@code needs ipv6, CAP_NET_RAW}, {@code needs init CAP_SYS_ADMIN}: without these the case is
   * skipped.
   */
  record Needs(Location location, List<Need> needs) implements Header {
    public Needs {
      needs = List.copyOf(needs);
    }
  }

  /**
   * One need.
   *
   * @param initial whether a capability is meant in the initial user namespace
   */
  record Need(Location location, boolean initial, String name) {}

  /** {@code without CAP_NET_RAW}: the capability is dropped before the first call. */
  record Without(Location location, List<Need> capabilities) implements Header {
    public Without {
      capabilities = List.copyOf(capabilities);
    }
  }

  /** {@code since linux 4.13}: older kernels skip the case. */
  record Since(Location location, String system, String version) implements Header {}

  /** {@code until linux 7.0}: newer kernels skip the case. */
  record Until(Location location, String system, String version) implements Header {}

  /** {@code with ip = 127.0.0.1, [::1]}: one case for each value. */
  record With(Location location, String variable, List<Value> values) implements Header {
    public With {
      values = List.copyOf(values);
    }
  }

  /** {@code known "reason" @ guard}: the case is expected to diverge. */
  record Known(Location location, String reason, Optional<Guard> guard) implements Header {}
}
