// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rules;
import org.sockdiff.script.Location;
import org.sockdiff.target.Event;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;

/** What the model as each kernel makes of a script: where it stops, and where it sleeps. */
final class ModelCheck implements Check {
  @Override
  public void check(Subject subject, Consumer<Finding> findings) {
    Map<Answers, BitSet> kinds = kinds(subject.kernels());
    for (Program program : subject.programs()) {
      Map<Place, BitSet> places = new LinkedHashMap<>();
      kinds.forEach(
          (answers, kernels) -> {
            Profile profile = subject.kernels().profiles().get(kernels.nextSetBit(0));
            for (Place place : places(program, profile)) {
              places
                  .computeIfAbsent(place, p -> new BitSet())
                  .or(relevant(program, kernels, subject));
            }
          });
      places.forEach(
          (place, kernels) -> {
            if (!kernels.isEmpty()) {
              findings.accept(place.finding(subject.kernels().text(kernels)));
            }
          });
    }
  }

  /** What makes two kernels the same to the model. */
  private record Answers(List<Enum<?>> answers) {
    static Answers of(Profile profile) {
      List<Enum<?>> answers = new ArrayList<>();
      Rules.ALL.forEach(rule -> answers.add(profile.answerOf(rule)));
      return new Answers(answers);
    }
  }

  private static Map<Answers, BitSet> kinds(KernelList kernels) {
    Map<Answers, BitSet> kinds = new LinkedHashMap<>();
    for (int i = 0; i < kernels.profiles().size(); i++) {
      kinds.computeIfAbsent(Answers.of(kernels.profiles().get(i)), a -> new BitSet()).set(i);
    }
    return kinds;
  }

  private static BitSet relevant(Program program, BitSet kernels, Subject subject) {
    BitSet relevant = new BitSet();
    kernels.stream()
        .filter(
            i ->
                program
                    .needs()
                    .unmet(Machine.TYPICAL, subject.kernels().profiles().get(i))
                    .isEmpty())
        .forEach(relevant::set);
    return relevant;
  }

  /** Where the model stops or sleeps, and why. */
  private record Place(LintRule rule, Location location, String what) {
    Finding finding(String kernels) {
      String rest =
          rule == LintRule.SLEEPS_FOR_EVER
              ? " sleeps for ever as " + kernels + ": say 'blocks', or do not let it wait"
              : ": from here on nothing can be checked as " + kernels;
      return Finding.of(rule, location, what + rest);
    }
  }

  private static List<Place> places(Program program, Profile profile) {
    Recording recording = new ModelTarget(profile, Machine.TYPICAL).record(program);
    List<Place> places = new ArrayList<>();
    int last = 0;
    for (Event event : recording.events()) {
      last = event.action();
      if (event instanceof Event.Blocked blocked && blocked.deadline() && blocked.thread() == 0) {
        Program.Do made = (Program.Do) program.actions().get(last);
        places.add(new Place(LintRule.SLEEPS_FOR_EVER, made.location(), made.call().toString()));
      }
    }
    if (recording.trouble().isPresent()) {
      places.add(
          new Place(
              LintRule.NOTHING_CHECKED_AFTER,
              program.actions().get(last).location(),
              recording.trouble().get()));
    }
    return places;
  }
}
