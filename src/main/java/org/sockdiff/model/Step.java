// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Outcome;

/** Something that the kernel may do next, and the state after it. */
public sealed interface Step {
  /** The state afterwards. */
  Host host();

  /** The call ends. */
  record Returned(Outcome outcome, Host host) implements Step {}

  /** The call sleeps; the host knows what it waits for and where it stands in line. */
  record Parked(Host host) implements Step {}

  /** The call let go of its locks between two atomic parts; the host knows how it goes on. */
  record Going(Host host) implements Step {}

  /** The only step: the call returns. */
  static List<Step> returned(Outcome outcome, Host host) {
    return List.of(new Returned(outcome, host));
  }
}
