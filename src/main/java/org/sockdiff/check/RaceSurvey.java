// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.explore.End;
import org.sockdiff.explore.Exploration;
import org.sockdiff.explore.Explorer;
import org.sockdiff.model.Hole;
import org.sockdiff.model.Host;
import org.sockdiff.op.Fd;
import org.sockdiff.op.NamedOutcome;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.target.Event;
import org.sockdiff.target.MadeCalls;
import org.sockdiff.target.Recording;

/**
 * Every outcome that the model allows of a script's first race, and how often each was seen in many
 * rounds of the script up to there.
 *
 * <p>Ports that the kernel chose differ from round to round; in outcomes they have the names that
 * the model gives them.
 */
public final class RaceSurvey {
  private final Program program;
  private final Program.Race race;
  private final Host before;
  private final Exploration exploration;
  private final Map<List<End>, Exploration.Allowed> allowed = new LinkedHashMap<>();
  private final Map<List<End>, long[]> seen = new HashMap<>();
  private final List<Outcome> beginning;
  private long rounds;
  private long others;

  /**
   * A survey.
   *
   * @param program a script cut off behind its first race
   * @param first what was seen of it once
   * @param most the most states to visit
   * @throws org.sockdiff.explore.TooManyStates if there are more
   * @throws org.sockdiff.model.ModelGap if the model has nothing to say somewhere
   */
  public RaceSurvey(
      Program program, Profile model, Profile kernel, Machine machine, Recording first, int most) {
    this.program = program;
    this.race = (Program.Race) program.actions().get(program.actions().size() - 1);
    this.before = before(program, model, kernel, machine, first);
    this.exploration = Explorer.explore(before, race.calls(), program.threads().size(), most);
    for (Exploration.Allowed one : exploration.outcomes()) {
      allowed.putIfAbsent(one.ends().subList(0, race.calls().size()), one);
    }
    this.beginning = beginning(first, portNames(first));
  }

  /** The state before the race, the ports that the kernel chose left open. */
  private static Host before(
      Program program, Profile model, Profile kernel, Machine machine, Recording first) {
    int index = program.actions().size() - 1;
    List<Event> events = new ArrayList<>();
    for (Event event : first.events()) {
      if (event.action() < index) {
        events.add(
            event instanceof Event.Returned r
                ? new Event.Returned(
                    r.action(), r.thread(), r.outcome(), Optional.empty(), r.micros())
                : event);
      }
    }
    Judge judge = new Judge(program, model, kernel, machine);
    judge.judge(new Recording(program, events, Optional.empty()));
    return judge.anyHost();
  }

  /** What the numbers of ports in a round are called in the model. */
  private Map<Integer, Integer> portNames(Recording round) {
    Map<Integer, Integer> names = new HashMap<>();
    MadeCalls calls = new MadeCalls(program);
    for (Event event : round.events()) {
      if (event.action() == race.index()) {
        break;
      } else if (event instanceof Event.Called called) {
        calls.next(called.action(), called.thread());
      } else if (event instanceof Event.Returned returned && returned.sockname().isPresent()) {
        calls
            .last(returned.thread())
            .flatMap(call -> call.descriptor())
            .map(fd -> before.addressOf(fd.id()))
            .filter(Hole::isIn)
            .ifPresent(own -> names.put(returned.sockname().get().port(), own.port()));
      }
    }
    return names;
  }

  private static Outcome named(Outcome outcome, Map<Integer, Integer> names) {
    if (names.isEmpty() || !(outcome instanceof Outcome.Returned returned)) {
      return outcome;
    }
    Out out =
        returned.out() instanceof Out.Address address
            ? new Out.Address(named(address.address(), names))
            : returned.out();
    SockAddr from = named(returned.from(), names);
    return from == returned.from() && out == returned.out()
        ? returned
        : new Outcome.Returned(returned.value(), returned.data(), returned.flags(), from, out);
  }

  private static SockAddr named(SockAddr address, Map<Integer, Integer> names) {
    Integer name = names.get(address.port());
    return name == null ? address : address.withPort(name);
  }

  private List<Outcome> beginning(Recording round, Map<Integer, Integer> names) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Event event : round.events()) {
      if (event.action() < race.index() && event instanceof Event.Returned returned) {
        outcomes.add(named(returned.outcome(), names));
      }
    }
    return outcomes;
  }

  /** Takes in one round; the answer is whether it was like the model says. */
  public boolean add(Recording round) {
    rounds++;
    Map<Integer, Integer> names = portNames(round);
    if (!beginning(round, names).equals(beginning)) {
      others++;
      return false;
    }
    List<End> ends = RaceEnds.seen(race, round.events());
    ends.replaceAll(
        end ->
            end instanceof End.Returned returned
                ? new End.Returned(named(returned.ended(), names))
                : end);
    seen.computeIfAbsent(ends, e -> new long[1])[0]++;
    return allowed.containsKey(ends);
  }

  public Program program() {
    return program;
  }

  public Program.Race race() {
    return race;
  }

  /** What the model makes of it. */
  public Exploration exploration() {
    return exploration;
  }

  /** How many rounds there were. */
  public long rounds() {
    return rounds;
  }

  /** How many rounds came to the race otherwise than the first, and are not counted further. */
  public long others() {
    return others;
  }

  /**
   * An outcome.
   *
   * @param rounds in how many rounds it was seen
   */
  public record Row(List<End> ends, long rounds) {}

  /** The allowed outcomes, those that were seen most first. */
  public List<Row> allowed() {
    return sorted(
        allowed.keySet().stream()
            .map(ends -> new Row(ends, seen.getOrDefault(ends, new long[1])[0]))
            .toList());
  }

  /** The outcomes that were seen and are not allowed. */
  public List<Row> forbidden() {
    return sorted(
        seen.entrySet().stream()
            .filter(entry -> !allowed.containsKey(entry.getKey()))
            .map(entry -> new Row(entry.getKey(), entry.getValue()[0]))
            .toList());
  }

  private List<Row> sorted(List<Row> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparingLong(Row::rounds).reversed().thenComparing(row -> text(row.ends())))
        .toList();
  }

  /** A schedule that leads to the allowed outcome that is nearest to one. */
  public List<Exploration.Turn> nearestSchedule(List<End> ends) {
    return allowed.entrySet().stream()
        .min(
            Comparator.comparingInt(
                entry -> RaceEnds.distance(entry.getKey(), ends, race.calls().size())))
        .map(entry -> exploration.witness(entry.getValue()))
        .orElse(List.of());
  }

  /** In how many rounds an outcome was seen that the author names. */
  public long roundsOf(NamedOutcome named) {
    return seen.entrySet().stream()
        .filter(entry -> named.matches(entry.getKey(), this::addressOf))
        .mapToLong(entry -> entry.getValue()[0])
        .sum();
  }

  /** Whether the model allows an outcome that the author names. */
  public boolean allows(NamedOutcome named) {
    return allowed.keySet().stream().anyMatch(ends -> named.matches(ends, this::addressOf));
  }

  private SockAddr addressOf(Fd fd) {
    return before.addressOf(fd.id());
  }

  /** An outcome as a line of {@code outcomes} has it. */
  public String text(List<End> ends) {
    return RaceEnds.text(new OutcomeText(program.descriptors()), race, ends, before);
  }

  /** How one call ended, with an equals sign. */
  public String text(int call, End end) {
    return end.outcome()
        .map(o -> new OutcomeText(program.descriptors()).of(race.calls().get(call), o, before))
        .orElse("sleeps");
  }
}
