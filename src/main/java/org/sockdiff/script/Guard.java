// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;
import java.util.Optional;

/**
 * {@code @ udp.in-datagrams-at=FIRST_LOOK, linux 4.10..}: all its terms must hold of the profile.
 */
public record Guard(Location location, List<Term> terms) {
  public Guard {
    terms = List.copyOf(terms);
  }

  /** One condition on a profile. */
  public sealed interface Term {
    Location location();
  }

  /** {@code rule=ANSWER}. */
  public record Answer(Location location, String rule, String answer) implements Term {}

  /**
   * {@code linux 2.6.25..4.9}, {@code linux 4.10..}, {@code linux 6.1}, {@code gvisor}: a system,
   * and if given a range of its versions. The upper end includes all its patch levels.
   */
  public record Versions(
      Location location, String system, Optional<String> from, Optional<String> to)
      implements Term {}
}
