// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.check.Divergence.Aspect;
import org.sockdiff.check.Divergence.OddOne;
import org.sockdiff.model.Host;
import org.sockdiff.model.ModelGap;
import org.sockdiff.model.Observed;
import org.sockdiff.op.Call;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Program;
import org.sockdiff.op.Stated;
import org.sockdiff.op.Wanted;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.script.Location;
import org.sockdiff.target.Event;
import org.sockdiff.target.Recording;

/**
 * Judges one recording: keeps the set of states that are consistent with everything seen so far.
 * Where none is left it notes a divergence, goes on with the nearest ones, and so finds all of
 * them.
 */
final class Judge {
  private static final Outcome INTERRUPTED = Outcome.failed(Errno.EINTR);

  private final Program program;
  private final Profile model;
  private final Profile kernel;
  private final Set<Counter> present;
  private final OutcomeText text;
  private final List<Divergence> divergences = new ArrayList<>();
  private final Set<Integer> lost = new TreeSet<>();
  private final Optional<Outcome>[] lastReturns;
  private List<Candidate> candidates;
  private String gap = "";
  private Optional<Location> stoppedAt = Optional.empty();
  private int judged;

  /**
   * A judge of one recording.
   *
   * @param model the profile that the model runs under, and that picks its expectations
   * @param kernel the profile of the kernel that was recorded, which picks the kernel's
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  Judge(Program program, Profile model, Profile kernel, Machine machine) {
    this.program = program;
    this.model = model;
    this.kernel = kernel;
    this.present = machine.counters();
    this.text = new OutcomeText(program.descriptors());
    this.candidates = List.of(Candidate.of(Host.fresh(model, program.needs().left(machine))));
    this.lastReturns = new Optional[program.threads().size()];
    Arrays.fill(lastReturns, Optional.empty());
  }

  /** Judges the whole recording. */
  Judge judge(Recording recording) {
    List<Event> events = whole(recording);
    int at = 0;
    try {
      while (at < events.size()) {
        int end = at;
        int action = events.get(at).action();
        while (end < events.size() && events.get(end).action() == action) {
          end++;
        }
        judge(program.actions().get(action), events.subList(at, end));
        judged++;
        at = end;
      }
    } catch (ModelGap | Candidates.TooMany e) {
      gap = String.valueOf(e.getMessage());
      stoppedAt = Optional.of(program.actions().get(events.get(at).action()).location());
    }
    return this;
  }

  private void judge(Program.Action action, List<Event> events) {
    if (action instanceof Program.Race race) {
      judgeRace(race, events);
    } else {
      new Interval(action, events).judge();
    }
  }

  private void judgeRace(Program.Race race, List<Event> events) {
    RaceJudge judge = new RaceJudge(program, race, model, kernel, text, candidates);
    candidates = judge.judge(events);
    divergences.addAll(judge.divergences());
    boolean differs = judge.divergences().stream().anyMatch(Divergence::isBetweenModelAndKernel);
    for (Event event : events) {
      if (event instanceof Event.Returned returned) {
        lastReturns[returned.thread()] = Optional.of(returned.outcome());
      } else if (event instanceof Event.Counted counted) {
        countRace(race, counted.moved(), differs);
      }
    }
    candidates = Candidates.hosts(candidates, Host::quiet);
  }

  private void countRace(Program.Race race, Counters moved, boolean differs) {
    List<Candidate> fitting = Candidates.keep(candidates, c -> c.host().moved().equals(moved));
    if (!fitting.isEmpty()) {
      candidates = fitting;
    } else if (!differs) {
      divergences.add(
          new Divergence(
              race.index(),
              race.location(),
              "race",
              Aspect.COUNTERS,
              moved.toString(),
              candidates.stream().map(c -> c.host().moved().toString()).distinct().toList(),
              Optional.empty(),
              OddOne.MODEL_OR_KERNEL,
              candidates.get(0).host().moved().toString()));
    }
  }

  /** The events without those of an action that was not seen to its end: silence proves nothing. */
  private static List<Event> whole(Recording recording) {
    List<Event> events = recording.events();
    if (recording.trouble().isEmpty()
        || events.isEmpty()
        || events.get(events.size() - 1) instanceof Event.Counted) {
      return events;
    }
    int last = events.get(events.size() - 1).action();
    return events.stream().filter(event -> event.action() != last).toList();
  }

  List<Divergence> divergences() {
    return divergences;
  }

  /** Why judging stopped before the end; empty if it did not. */
  String gap() {
    return gap;
  }

  /** Where judging stopped; absent if it did not. */
  Optional<Location> stoppedAt() {
    return stoppedAt;
  }

  /** How many actions were judged. */
  int judged() {
    return judged;
  }

  /** Whether model and kernel agree everywhere. */
  boolean modelAgrees() {
    return gap.isEmpty() && divergences.stream().noneMatch(Divergence::isBetweenModelAndKernel);
  }

  Host anyHost() {
    return candidates.get(0).host();
  }

  /**
   * What the model allows for a call.
   *
   * @param before the states before it was seen to end
   * @param ended those in which it has ended
   */
  private record Allowed(int thread, List<Candidate> before, List<Candidate> ended) {
    boolean maySleep() {
      return Candidates.quiet(before).stream().anyMatch(c -> c.host().isAsleep(thread));
    }
  }

  /** What was seen between two quiet points. */
  private final class Interval {
    private final Program.Action action;
    private final List<Event> events;
    private final Call call;
    private Optional<Counters> counted = Optional.empty();
    private final Set<Integer> givenUp = new TreeSet<>();
    private Optional<Outcome> seen = Optional.empty();
    private boolean slept;
    private Allowed allowed = new Allowed(-1, List.of(), List.of());
    private Allowed allowedHere = allowed;
    private boolean differs;
    private List<String> predicted = List.of();

    Interval(Program.Action action, List<Event> events) {
      this.action = action;
      this.events = events;
      this.call = callIn(action);
    }

    void judge() {
      for (int i = 0; i < events.size(); i++) {
        Event event = events.get(i);
        if (event instanceof Event.Called called) {
          candidates = Candidates.make(candidates, ((Program.Do) action).call());
          lost.remove(called.thread());
        } else if (event instanceof Event.Returned returned) {
          returned(returned);
        } else if (event instanceof Event.Blocked blocked) {
          blocked(blocked);
          if (blocked.deadline() && !returns(blocked.thread(), i + 1)) {
            endWithEintr(blocked.thread());
          }
        } else if (event instanceof Event.Counted moved) {
          counted = Optional.of(moved.moved());
        }
      }
      settle();
      count();
      judgeScript();
    }

    /** Whether the next event is the return of a thread. */
    private boolean returns(int thread, int next) {
      return next < events.size()
          && events.get(next) instanceof Event.Returned returned
          && returned.thread() == thread;
    }

    // Results.

    private void returned(Event.Returned event) {
      int thread = event.thread();
      if (!givenUp.contains(thread)) {
        lastReturns[thread] = Optional.of(event.outcome());
        seen = thread == action.thread() ? Optional.of(event.outcome()) : seen;
      }
      if (lost.remove(thread)) {
        return;
      }
      Observed observed = new Observed(event.outcome(), descriptorOf(thread), event.sockname());
      List<Candidate> ended = ended(event);
      List<Candidate> matching = new ArrayList<>();
      for (Candidate candidate : ended) {
        observed
            .acceptedBy(candidate.host(), finished(candidate, thread))
            .ifPresent(host -> matching.add(candidate.seen(thread, host)));
      }
      if (!matching.isEmpty() && givenUp.contains(thread)) {
        candidates = matching;
        return;
      }
      allow(thread, candidates, ended);
      if (!matching.isEmpty()) {
        candidates = matching;
        return;
      }
      List<Candidate> before = candidates;
      candidates =
          ended.isEmpty() ? interrupted(before, thread) : nearest(ended, thread, event.outcome());
      diverge(
          Aspect.RESULT,
          thread,
          text.of(callOf(thread), event.outcome(), anyHost()) + boundTo(event, ended),
          ended.isEmpty()
              ? "the call had been interrupted"
              : goingOnAs(ended, thread, event.outcome()),
          seenIsStated(event));
    }

    /** How a call may have ended that returned: a signal may have had it look once more. */
    private List<Candidate> ended(Event.Returned event) {
      int thread = event.thread();
      List<Candidate> ended = Candidates.untilFinished(candidates, thread, event.micros());
      if (!givenUp.contains(thread)) {
        return ended;
      }
      List<Candidate> more = new ArrayList<>(ended);
      more.addAll(
          Candidates.keep(
              Candidates.signalled(candidates, thread), c -> c.finished().containsKey(thread)));
      return more;
    }

    /** The socket's own address after the call, if that alone is not allowed. */
    private String boundTo(Event.Returned event, List<Candidate> ended) {
      boolean alone =
          ended.stream()
              .anyMatch(c -> Distance.between(finished(c, event.thread()), event.outcome()) == 0);
      return alone && event.sockname().isPresent()
          ? " and is bound to " + event.sockname().get()
          : "";
    }

    private boolean seenIsStated(Event.Returned event) {
      return action.thread() == event.thread()
          && stated(kernel).filter(s -> !s.wanted().isEmpty()).isPresent()
          && stated(kernel).orElseThrow().wanted().stream()
              .anyMatch(w -> w.matches(event.outcome(), this::addressOf));
    }

    /**
     * What the model allows for a thread's call: the ways in which it ended, and whether it may
     * sleep.
     */
    private void allow(int thread, List<Candidate> before, List<Candidate> ended) {
      allowed = new Allowed(thread, before, ended);
      allowedHere = thread == action.thread() ? allowed : allowedHere;
    }

    private List<String> texts(Allowed allowed) {
      Set<String> texts = new LinkedHashSet<>();
      int thread = allowed.thread();
      for (Candidate candidate : allowed.ended()) {
        texts.add(text.of(callOf(thread), finished(candidate, thread), candidate.host()));
      }
      if (texts.isEmpty() || allowed.maySleep()) {
        texts.add(OutcomeText.BLOCKS);
      }
      return List.copyOf(texts);
    }

    /** Whether something that the model allows is what the author expects of its profile. */
    private boolean modelMatchesScript() {
      Optional<Stated> expected = stated(model);
      if (allowedHere.thread() < 0 || expected.isEmpty()) {
        return true;
      }
      if (expected.get().blocks()) {
        return allowedHere.ended().isEmpty() || allowedHere.maySleep();
      }
      return expected.get().wanted().isEmpty()
          || allowedHere.ended().stream()
              .map(candidate -> finished(candidate, action.thread()))
              .anyMatch(
                  end ->
                      expected.get().wanted().stream()
                          .anyMatch(w -> w.matches(end, this::addressOf)));
    }

    private Outcome finished(Candidate candidate, int thread) {
      Outcome outcome = candidate.finished().get(thread);
      if (outcome == null) {
        throw new IllegalStateException("thread " + thread + " has not finished");
      }
      return outcome;
    }

    private List<Candidate> interrupted(List<Candidate> from, int thread) {
      return Candidates.hosts(from, host -> host.isInCall(thread) ? host.interrupt(thread) : host);
    }

    private List<Candidate> nearest(List<Candidate> ended, int thread, Outcome outcome) {
      int best =
          ended.stream()
              .mapToInt(candidate -> Distance.between(finished(candidate, thread), outcome))
              .min()
              .orElse(0);
      return Candidates.each(
          ended.stream()
              .filter(c -> Distance.between(finished(c, thread), outcome) == best)
              .toList(),
          candidate -> List.of(candidate.seen(thread, candidate.host())));
    }

    private String goingOnAs(List<Candidate> ended, int thread, Outcome outcome) {
      Candidate first =
          ended.stream()
              .min(Comparator.comparingInt(c -> Distance.between(finished(c, thread), outcome)))
              .orElseThrow();
      return text.of(callOf(thread), finished(first, thread), first.host());
    }

    private void blocked(Event.Blocked event) {
      int thread = event.thread();
      slept |= thread == action.thread();
      List<Candidate> quiet = Candidates.quiet(candidates);
      List<Candidate> asleep =
          Candidates.keep(quiet, candidate -> candidate.host().isAsleep(thread));
      if (!asleep.isEmpty() || lost.contains(thread)) {
        candidates = asleep.isEmpty() ? quiet : asleep;
        allow(thread, candidates, List.of());
      } else {
        allow(thread, quiet, Candidates.keep(quiet, c -> c.finished().containsKey(thread)));
        candidates =
            Candidates.each(quiet, candidate -> List.of(candidate.seen(thread, candidate.host())));
        diverge(
            Aspect.RESULT,
            thread,
            event.deadline() ? "blocks (interrupted at the deadline)" : OutcomeText.BLOCKS,
            "it had returned",
            thread == action.thread() && stated(kernel).filter(Stated::blocks).isPresent());
        if (!event.deadline()) {
          lost.add(thread);
        }
      }
      if (event.deadline()) {
        givenUp.add(thread);
      }
    }

    /** A call that was given up had nothing to return. */
    private void endWithEintr(int thread) {
      List<Candidate> ended = Candidates.signalled(candidates, thread);
      List<Candidate> eintr =
          Candidates.keep(
              ended,
              c -> !c.finished().containsKey(thread) || finished(c, thread).equals(INTERRUPTED));
      List<Candidate> before = candidates;
      candidates =
          Candidates.each(eintr.isEmpty() ? ended : eintr, c -> List.of(c.seen(thread, c.host())));
      if (eintr.isEmpty()) {
        allow(thread, before, ended);
        diverge(Aspect.RESULT, thread, "= EINTR when interrupted", "it had returned", false);
      }
    }

    /** Every thread is quiet now: who was not seen to return still sleeps. */
    private void settle() {
      List<Candidate> quiet = Candidates.quiet(candidates);
      List<Candidate> consistent =
          Candidates.keep(quiet, candidate -> candidate.finished().isEmpty());
      if (!consistent.isEmpty()) {
        candidates = consistent;
        return;
      }
      int thread = quiet.get(0).finished().keySet().iterator().next();
      allow(thread, quiet, Candidates.keep(quiet, c -> c.finished().containsKey(thread)));
      candidates = Candidates.each(quiet, candidate -> List.of(Candidate.of(candidate.host())));
      quiet.get(0).finished().keySet().forEach(lost::add);
      diverge(Aspect.RESULT, thread, "still blocked", "it had returned", false);
    }

    // Counters.

    private void count() {
      if (counted.isPresent()) {
        Counters moved = counted.get();
        List<Candidate> before = candidates;
        predicted = before.stream().map(c -> resultText() + c.host().moved()).distinct().toList();
        candidates = Candidates.keep(before, candidate -> candidate.host().moved().equals(moved));
        if (candidates.isEmpty() && differs) {
          candidates = before;
        } else if (candidates.isEmpty()) {
          candidates = before;
          Optional<Stated> expected = stated(kernel).filter(s -> s.counters().isPresent());
          diverge(
              Aspect.COUNTERS,
              action.thread(),
              resultText() + moved,
              before.get(0).host().moved().toString(),
              expected.isPresent() && expected.get().allows(moved, present));
        }
      }
      candidates = Candidates.hosts(candidates, Host::quiet);
    }

    private String resultText() {
      Optional<Outcome> result =
          slept || action instanceof Program.Do ? seen : lastReturns[action.thread()];
      return result
          .map(outcome -> text.of(call, outcome, anyHost()) + " ")
          .orElse(slept ? OutcomeText.BLOCKS + " " : "");
    }

    // The script.

    private void judgeScript() {
      if (differs) {
        return;
      }
      Optional<Stated> expected = stated(kernel);
      if (expected.isPresent() && !isMet(expected.get())) {
        oddScript(expected.get());
      } else if (!modelMatchesScript()) {
        stated(model).ifPresent(this::oddScript);
      }
    }

    private boolean isMet(Stated stated) {
      return resultIsMet(stated) && (counted.isEmpty() || stated.allows(counted.get(), present));
    }

    private boolean resultIsMet(Stated stated) {
      Optional<Outcome> outcome =
          action instanceof Program.Awaited ? lastReturns[action.thread()] : seen;
      if (action instanceof Program.Sleeping) {
        return slept;
      }
      if (stated.blocks() && (!slept || seen.isPresent())) {
        return false;
      }
      if (action instanceof Program.Awaited && slept) {
        return false;
      }
      return stated.wanted().isEmpty()
          || outcome
              .filter(o -> stated.wanted().stream().anyMatch(w -> w.matches(o, this::addressOf)))
              .isPresent();
    }

    /** The script stands alone; counters are shown if they are what it is wrong about. */
    private void oddScript(Stated stated) {
      boolean counters = resultIsMet(stated) && counted.isPresent();
      String observed =
          counters ? resultText() + counted.orElseThrow() : resultText().stripTrailing();
      List<String> allowedNow = allowedHere.thread() < 0 ? List.of(observed) : texts(allowedHere);
      divergences.add(
          new Divergence(
              action.index(),
              stated.location(),
              label(action.thread()) + call,
              counters ? Aspect.COUNTERS : Aspect.RESULT,
              observed,
              counters ? predicted : allowedNow,
              Optional.of(statedText(stated)),
              OddOne.SCRIPT,
              ""));
    }

    private void diverge(
        Aspect aspect, int thread, String observed, String goingOn, boolean kernelIsStated) {
      differs = true;
      Optional<Stated> expected = thread == action.thread() ? stated(kernel) : Optional.empty();
      boolean says =
          expected.isPresent()
              && (aspect == Aspect.COUNTERS
                  ? expected.get().counters().isPresent()
                  : !expected.get().wanted().isEmpty() || expected.get().blocks());
      List<String> texts =
          aspect == Aspect.COUNTERS
              ? candidates.stream().map(c -> resultText() + c.host().moved()).distinct().toList()
              : texts(allowed);
      divergences.add(
          new Divergence(
              action.index(),
              locationOf(thread),
              label(thread) + callOf(thread),
              aspect,
              observed,
              texts,
              expected.filter(s -> says).map(this::statedText),
              oddOne(says, kernelIsStated, aspect),
              goingOn));
    }

    private OddOne oddOne(boolean says, boolean kernelIsStated, Aspect aspect) {
      if (!says) {
        return OddOne.MODEL_OR_KERNEL;
      }
      if (kernelIsStated) {
        return OddOne.MODEL;
      }
      boolean modelIsStated =
          aspect == Aspect.COUNTERS
              ? candidates.stream()
                  .anyMatch(c -> stated(kernel).orElseThrow().allows(c.host().moved(), present))
              : modelMatchesScript() && stated(model).equals(stated(kernel));
      return modelIsStated ? OddOne.KERNEL : OddOne.NO_TWO_AGREE;
    }

    private String statedText(Stated stated) {
      return (stated.blocks() ? OutcomeText.BLOCKS : "")
          + (stated.wanted().isEmpty() ? "" : "= " + Wanted.textOf(stated.wanted()))
          + stated
              .counters()
              .map(c -> (stated.wanted().isEmpty() && !stated.blocks() ? "" : " ") + c)
              .orElse("");
    }

    private Optional<Stated> stated(Profile profile) {
      for (Stated stated : action.stated()) {
        if (stated.guard().holds(profile)) {
          return Optional.of(stated);
        }
      }
      return Optional.empty();
    }

    // Names.

    private SockAddr addressOf(Fd fd) {
      return anyHost().addressOf(fd.id());
    }

    private String label(int thread) {
      return thread == 0 ? "" : program.threads().get(thread) + "> ";
    }

    private Location locationOf(int thread) {
      return thread == action.thread() ? action.location() : callOf(thread).location();
    }

    private Call callOf(int thread) {
      return thread == action.thread() ? call : lastCall(thread);
    }

    private Call lastCall(int thread) {
      for (int i = action.index(); i >= 0; i--) {
        if (program.actions().get(i) instanceof Program.Do made && made.thread() == thread) {
          return made.call();
        }
      }
      return call;
    }

    private int descriptorOf(int thread) {
      return callOf(thread).descriptor().map(Fd::id).orElse(-1);
    }
  }

  private static Call callIn(Program.Action action) {
    if (action instanceof Program.Do made) {
      return made.call();
    } else if (action instanceof Program.Awaited awaited) {
      return awaited.call();
    }
    return ((Program.Sleeping) action).call();
  }
}
