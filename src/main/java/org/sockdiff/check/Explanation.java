// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import org.sockdiff.rule.Rule;

/**
 * The answer to one rule that makes the model agree with what was observed.
 *
 * @param model what the profile in use answers
 * @param observed what the kernel was seen to answer
 * @param whole whether the whole case agrees then, or only the first divergence goes away
 */
public record Explanation(Rule<?> rule, Enum<?> model, Enum<?> observed, boolean whole) {
  /** {@code this kernel answers udp.in-datagrams-at with CONSUMPTION, as linux 4.10.. did}. */
  public String text(String profile) {
    return "this kernel answers "
        + rule.id()
        + " with "
        + observed
        + ", as linux "
        + rule.versionsOf(observed)
        + " does; the profile "
        + profile
        + " says "
        + model
        + " ("
        + rule.source()
        + ")"
        + (whole ? "" : "; that explains the first divergence only");
  }
}
