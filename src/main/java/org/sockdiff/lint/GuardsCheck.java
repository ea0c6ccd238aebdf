// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.sockdiff.op.Program;
import org.sockdiff.op.Stated;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.script.Location;

/** Guards that leave kernels out, or hold for the same ones. */
final class GuardsCheck implements Check {
  @Override
  public void check(Subject subject, Consumer<Finding> findings) {
    Set<Location> seen = new HashSet<>();
    for (Program program : subject.programs()) {
      BitSet relevant = relevant(program, subject.kernels());
      for (Program.Action action : program.actions()) {
        boolean guarded = action.stated().stream().anyMatch(s -> !isForAll(s));
        if ((guarded || action.stated().size() > 1) && seen.add(action.location())) {
          new Table(action, subject.kernels(), relevant, findings).check();
        }
      }
    }
  }

  private static boolean isForAll(Stated stated) {
    return stated.guard().conditions().isEmpty();
  }

  /** The kernels that do not skip the case. */
  private static BitSet relevant(Program program, KernelList kernels) {
    List<Profile> profiles = kernels.profiles();
    BitSet relevant = new BitSet();
    for (int i = 0; i < profiles.size(); i++) {
      relevant.set(i, program.needs().unmet(Machine.TYPICAL, profiles.get(i)).isEmpty());
    }
    return relevant;
  }

  /** The expectations of one action. */
  private static final class Table {
    private final Program.Action action;
    private final KernelList kernels;
    private final BitSet relevant;
    private final Consumer<Finding> findings;
    private final List<Stated> stated;
    private final List<BitSet> holding = new ArrayList<>();

    Table(Program.Action action, KernelList kernels, BitSet relevant, Consumer<Finding> findings) {
      this.action = action;
      this.kernels = kernels;
      this.relevant = relevant;
      this.findings = findings;
      this.stated = action.stated();
    }

    void check() {
      BitSet left = copy(relevant);
      for (int i = 0; i < stated.size(); i++) {
        BitSet own = holding(stated.get(i));
        holding.add(own);
        if (!own.intersects(left)) {
          neverChosen(i);
        } else {
          overlaps(i);
        }
        left.andNot(own);
      }
      leaveOutUnnamedSystems(left);
      if (!left.isEmpty() && !(action instanceof Program.Sleeping)) {
        gap(left);
      }
    }

    /** Where every guard names a kind of kernel, the other kind was left out knowingly. */
    private void leaveOutUnnamedSystems(BitSet left) {
      List<Profile.Kernel> named =
          stated.stream().flatMap(s -> s.guard().system().stream()).toList();
      if (named.size() == stated.size()) {
        for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
          left.set(i, named.contains(kernels.profiles().get(i).kernel()));
        }
      }
    }

    private BitSet holding(Stated expectation) {
      BitSet own = new BitSet();
      for (int i = relevant.nextSetBit(0); i >= 0; i = relevant.nextSetBit(i + 1)) {
        own.set(i, expectation.guard().holds(kernels.profiles().get(i)));
      }
      return own;
    }

    private void neverChosen(int index) {
      BitSet own = holding.get(index);
      String message =
          own.isEmpty()
              ? "no kernel that runs this trace is as the guard says"
              : "for " + kernels.text(own) + " " + above(index, own) + ": this one never counts";
      findings.accept(Finding.of(LintRule.NEVER_CHOSEN, stated.get(index).location(), message));
    }

    private String above(int index, BitSet own) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < index; i++) {
        if (holding.get(i).intersects(own)) {
          lines.add(Integer.toString(stated.get(i).location().line()));
        }
      }
      return (lines.size() == 1 ? "line " : "one of the lines ")
          + String.join(", ", lines)
          + " holds, too, and comes first";
    }

    /** Another is a special case of this one, or both have kernels of their own. */
    private void overlaps(int index) {
      for (int i = 0; i < index; i++) {
        BitSet both = copy(holding.get(i));
        both.and(holding.get(index));
        if (!both.isEmpty() && !both.equals(holding.get(i))) {
          findings.accept(
              Finding.of(
                  LintRule.GUARDS_OVERLAP,
                  stated.get(index).location(),
                  "for "
                      + kernels.text(both)
                      + " line "
                      + stated.get(i).location().line()
                      + " holds, too, and comes first"));
        }
      }
    }

    private void gap(BitSet left) {
      boolean meant = stated.size() == 1;
      findings.accept(
          new Finding(
              LintRule.GUARDS_LEAVE_GAP,
              meant ? Level.NOTE : LintRule.GUARDS_LEAVE_GAP.level(),
              action.location(),
              "nothing is expected for " + kernels.text(left)));
    }

    private static BitSet copy(BitSet set) {
      return (BitSet) set.clone();
    }
  }
}
