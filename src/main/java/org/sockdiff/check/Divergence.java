// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sockdiff.script.Location;

/**
 * One place where script, model and kernel do not agree.
 *
 * @param action the index of the script's action
 * @param location where that stands, or the expectation that is not met
 * @param call the call as the script writes it, with its thread's label
 * @param aspect what differs first
 * @param observed what the kernel was seen to do
 * @param allowed everything that the model allows, never empty
 * @param stated what the author expects of the kernel, if anything
 * @param odd who stands alone
 * @param goingOn what the checker assumes from there on; empty if it did not have to choose
 */
public record Divergence(
    int action,
    Location location,
    String call,
    Aspect aspect,
    String observed,
    List<String> allowed,
    Optional<String> stated,
    OddOne odd,
    String goingOn) {
  public Divergence {
    allowed = List.copyOf(allowed);
  }

  /** What differs. */
  public enum Aspect {
    /** Whether the call returned, or what. */
    RESULT,
    /** By how much counters moved. */
    COUNTERS;

    /** As results write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who of the three judges stands alone. */
  public enum OddOne {
    SCRIPT("the script is the odd one out"),
    MODEL("the model is the odd one out"),
    KERNEL("the kernel is the odd one out"),
    NO_TWO_AGREE("no two of script, model and kernel agree"),
    MODEL_OR_KERNEL("model and kernel differ; the script says nothing of it");

    private final String text;

    OddOne(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /** As results write it: {@code no-two-agree}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether model and kernel differ, whatever the script says. */
  public boolean isBetweenModelAndKernel() {
    return odd != OddOne.SCRIPT;
  }
}
