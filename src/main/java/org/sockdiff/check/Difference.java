// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.List;
import java.util.stream.Collectors;
import org.sockdiff.check.Explanation.Flip;

/**
 * Why a kernel did something else than the one that it is compared with.
 *
 * @param kind what explains it
 * @param flips the rules with the answers of both, if they explain it
 * @param action the index of the first action at which something else was seen
 */
public record Difference(Kind kind, List<Flip> flips, int action) {
  public Difference {
    flips = List.copyOf(flips);
  }

  /** What explains a difference. */
  public enum Kind {
    /** Rules that the two answer differently. */
    RULES("rule"),
    /** Nothing needs to: the model as the other kernel allows it on this machine, too. */
    ALLOWED("allowed"),
    /** No rule; that is a finding. */
    UNEXPLAINED("unexplained");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** The rules' names, or what stands for them. */
  public String because() {
    return switch (kind) {
      case RULES ->
          flips.stream().map(flip -> flip.rule().id()).collect(Collectors.joining(" and "));
      case ALLOWED -> "the machine, or what the kernel may choose";
      case UNEXPLAINED -> "no rule";
    };
  }
}
