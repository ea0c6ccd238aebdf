// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sockdiff.check.Divergence.Aspect;
import org.sockdiff.check.Divergence.OddOne;
import org.sockdiff.explore.End;
import org.sockdiff.explore.Exploration;
import org.sockdiff.explore.Explorer;
import org.sockdiff.explore.TooManyStates;
import org.sockdiff.model.Host;
import org.sockdiff.op.NamedOutcome;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Profile;
import org.sockdiff.script.Statement.Frequency;
import org.sockdiff.target.Event;

/**
 * Judges a race as one interval: some order of the calls' atomic parts must explain what was seen,
 * and what the author says of the outcomes must hold of the model and of the kernel.
 */
final class RaceJudge {
  /** How many states a history may cost, and an exploration. */
  private static final int BUDGET = 1_000_000;

  private static final int MOST_SHOWN = 8;

  private final Program program;
  private final Program.Race race;
  private final Profile model;
  private final Profile kernel;
  private final OutcomeText text;
  private final List<Divergence> divergences = new ArrayList<>();
  private final List<Candidate> before;
  private Map<List<End>, List<Host>> allowed = Map.of();

  RaceJudge(
      Program program,
      Program.Race race,
      Profile model,
      Profile kernel,
      OutcomeText text,
      List<Candidate> before) {
    this.program = program;
    this.race = race;
    this.model = model;
    this.kernel = kernel;
    this.text = text;
    this.before = before;
  }

  List<Divergence> divergences() {
    return divergences;
  }

  /** Judges the events; the answer are the states after the race. */
  List<Candidate> judge(List<Event> events) {
    List<Candidate> after = new History(program, BUDGET).explained(before, events);
    List<End> seen = RaceEnds.seen(race, events);
    if (after.isEmpty()) {
      after = diverge(seen, events);
    } else {
      judgeScript(seen);
    }
    return after;
  }

  /** What the model allows, explored when it is first needed. */
  private Map<List<End>, List<Host>> allowed() {
    if (allowed.isEmpty()) {
      Map<List<End>, List<Host>> all = new LinkedHashMap<>();
      try {
        for (Candidate candidate : before) {
          Exploration found =
              Explorer.explore(candidate.host(), race.calls(), program.threads().size(), BUDGET);
          for (Exploration.Allowed one : found.outcomes()) {
            all.computeIfAbsent(one.ends(), e -> new ArrayList<>()).addAll(one.hosts());
          }
        }
      } catch (TooManyStates e) {
        throw new Candidates.TooMany();
      }
      allowed = all;
    }
    return allowed;
  }

  private List<Candidate> diverge(List<End> seen, List<Event> events) {
    int calls = race.calls().size();
    List<List<End>> nearest = new ArrayList<>(allowed().keySet());
    nearest.sort(Comparator.comparingInt(ends -> RaceEnds.distance(ends, seen, calls)));
    boolean inAnotherOrder = RaceEnds.distance(nearest.get(0), seen, calls) == 0;
    Optional<NamedOutcome> expected =
        first(kernel, row -> row.matches(seen, fd -> anyHost().addressOf(fd.id())));
    divergences.add(
        new Divergence(
            race.index(),
            race.location(),
            title(),
            Aspect.RESULT,
            textOf(seen) + (inAnotherOrder ? ", in the order " + order(events) : ""),
            shown(nearest),
            expected.map(RaceJudge::statement),
            expected.filter(row -> row.frequency() != Frequency.NEVER).isPresent()
                ? OddOne.MODEL
                : expected.isPresent() ? OddOne.KERNEL : OddOne.MODEL_OR_KERNEL,
            textOf(nearest.get(0))));
    Set<Candidate> after = new LinkedHashSet<>();
    for (Host host : allowed().getOrDefault(nearest.get(0), List.of())) {
      after.add(Candidate.of(interrupted(host)));
    }
    return List.copyOf(after);
  }

  private Host interrupted(Host host) {
    Host rest = host;
    for (int thread : race.threads()) {
      rest = rest.isInCall(thread) ? rest.interrupt(thread) : rest;
    }
    return rest;
  }

  /** {@code A( B( A) B)}: calls and returns in the order in which they were seen. */
  private String order(List<Event> events) {
    List<String> words = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Called called) {
        words.add(program.threads().get(called.thread()) + "(");
      } else if (event instanceof Event.Returned returned) {
        words.add(program.threads().get(returned.thread()) + ")");
      }
    }
    return String.join(" ", words);
  }

  private List<String> shown(List<List<End>> nearest) {
    List<String> texts = new ArrayList<>();
    nearest.stream().limit(MOST_SHOWN).map(this::textOf).distinct().forEach(texts::add);
    if (nearest.size() > MOST_SHOWN) {
      texts.add("and " + (nearest.size() - MOST_SHOWN) + " more");
    }
    return texts;
  }

  private void judgeScript(List<End> seen) {
    for (NamedOutcome row : race.outcomes()) {
      boolean matchesKernel =
          row.guard().holds(kernel) && row.matches(seen, fd -> anyHost().addressOf(fd.id()));
      if (matchesKernel && row.frequency() == Frequency.NEVER) {
        scriptIsOdd(row, textOf(seen), List.of(textOf(seen)));
      } else if (row.guard().holds(model)) {
        judgeModel(row, seen);
      }
    }
  }

  private void judgeModel(NamedOutcome row, List<End> seen) {
    Optional<List<End>> possible =
        allowed().keySet().stream()
            .filter(ends -> row.matches(ends, fd -> anyHost().addressOf(fd.id())))
            .findFirst();
    if (row.frequency() == Frequency.NEVER && possible.isPresent()) {
      scriptIsOdd(row, textOf(seen), List.of(textOf(possible.get())));
    } else if (row.frequency() != Frequency.NEVER && possible.isEmpty()) {
      scriptIsOdd(row, textOf(seen), shown(new ArrayList<>(allowed().keySet())));
    }
  }

  private void scriptIsOdd(NamedOutcome row, String observed, List<String> modelAllows) {
    divergences.add(
        new Divergence(
            race.index(),
            row.location(),
            title(),
            Aspect.RESULT,
            observed,
            modelAllows,
            Optional.of(statement(row)),
            OddOne.SCRIPT,
            ""));
  }

  private interface Condition {
    boolean holds(NamedOutcome row);
  }

  private Optional<NamedOutcome> first(Profile profile, Condition condition) {
    return race.outcomes().stream()
        .filter(row -> row.guard().holds(profile) && condition.holds(row))
        .findFirst();
  }

  private static String statement(NamedOutcome row) {
    return switch (row.frequency()) {
          case MUST -> "must ";
          case MAY -> "may ";
          case NEVER -> "never ";
        }
        + row.text();
  }

  private String title() {
    return "race of "
        + String.join(", ", race.threads().stream().map(t -> program.threads().get(t)).toList());
  }

  private String textOf(List<End> ends) {
    return RaceEnds.text(text, race, ends, anyHost());
  }

  private Host anyHost() {
    return before.get(0).host();
  }
}
