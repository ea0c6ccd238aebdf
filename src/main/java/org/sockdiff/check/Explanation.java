// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.List;
import java.util.stream.Collectors;
import org.sockdiff.rule.Rule;

/**
 * The answers to one or two rules that make the model agree with what was observed.
 *
 * @param flips the rules, with what the profile in use and what the kernel answers
 * @param whole whether the whole case agrees then, or only the first divergence goes away
 */
public record Explanation(List<Flip> flips, boolean whole) {
  public Explanation {
    flips = List.copyOf(flips);
  }

  /**
   * A rule that the observed kernel answers differently.
   *
   * @param uncertain whether the profile's answer is only inferred, its date being known as a range
   */
  public record Flip(Rule<?> rule, Enum<?> model, Enum<?> observed, boolean uncertain) {
    private String text(String profile) {
      return "this kernel answers "
          + rule.id()
          + " with "
          + observed
          + ", as "
          + rule.kernelsOf(observed)
          + " would; the profile "
          + profile
          + " says "
          + model
          + (uncertain ? ", which is uncertain for that version" : "")
          + " ("
          + rule.source()
          + ")";
    }
  }

  /**
   * {@code this kernel answers udp.in-datagrams-at with CONSUMPTION, as linux 4.10 and later would;
   * ...}.
   */
  public String text(String profile) {
    return flips.stream().map(flip -> flip.text(profile)).collect(Collectors.joining(", and "))
        + (whole ? "" : "; that explains the first divergence only");
  }
}
