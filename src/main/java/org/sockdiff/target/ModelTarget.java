// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.model.Hole;
import org.sockdiff.model.Host;
import org.sockdiff.model.ModelGap;
import org.sockdiff.model.Step;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;

/**
 * The model as an implementation: of the steps that are allowed it takes the first, of the numbers
 * that the kernel may choose the least, and of the threads that can go on the first.
 */
public final class ModelTarget implements Target {
  private static final Outcome INTERRUPTED = Outcome.failed(Errno.EINTR);

  private final Profile profile;
  private final Machine machine;
  private final Watcher watcher;

  public ModelTarget(Profile profile, Machine machine) {
    this(profile, machine, (action, before, after, events) -> {});
  }

  /** A target that shows its states to somebody. */
  public ModelTarget(Profile profile, Machine machine, Watcher watcher) {
    this.profile = profile;
    this.machine = machine;
    this.watcher = watcher;
  }

  /** Is shown the states before and after each action, and what was seen in it. */
  public interface Watcher {
    void acted(Program.Action action, Host before, Host after, List<Event> events);
  }

  @Override
  public Recording record(Program program) {
    Run run = new Run(program, Host.fresh(profile, program.needs().left(machine)));
    try {
      for (Program.Action action : program.actions()) {
        Host before = run.host;
        int from = run.events.size();
        run.act(action);
        watcher.acted(
            action, before, run.host, List.copyOf(run.events.subList(from, run.events.size())));
      }
    } catch (ModelGap gap) {
      return new Recording(program, run.events, Optional.ofNullable(gap.getMessage()));
    }
    return new Recording(program, run.events, Optional.empty());
  }

  /** One run of a program. */
  private static final class Run {
    private final List<Event> events = new ArrayList<>();
    private final Program program;
    private Host host;

    Run(Program program, Host host) {
      this.program = program;
      this.host = host;
    }

    void act(Program.Action action) {
      if (action instanceof Program.Do call) {
        make(call);
      } else if (action instanceof Program.Race race) {
        race(race);
      } else if (action instanceof Program.Awaited && host.isInCall(action.thread())) {
        giveUp(action.index(), action.thread());
      } else if (action instanceof Program.Sleeping && host.isAsleep(action.thread())) {
        events.add(new Event.Blocked(action.index(), action.thread(), false));
      }
      events.add(new Event.Counted(action.index(), host.moved()));
      host = host.quiet();
    }

    private void make(Program.Do action) {
      int thread = action.thread();
      events.add(new Event.Called(action.index(), thread));
      take(action.index(), thread, action.call().op().model(host, action.call()).get(0));
      wakeOthers(action.index());
      if (host.isInCall(thread)) {
        boolean waits =
            action.stated().stream().anyMatch(s -> s.blocks())
                || (thread != 0 && action.stated().isEmpty());
        if (waits) {
          events.add(new Event.Blocked(action.index(), thread, false));
        } else {
          giveUp(action.index(), thread);
        }
      }
    }

    /** The threads take turns, a call each; who sleeps for ever is interrupted at the end. */
    private void race(Program.Race race) {
      Map<Integer, Iterator<Call>> left = new TreeMap<>();
      race.threads().forEach(thread -> left.put(thread, race.callsOf(thread).iterator()));
      while (makeNext(race, left) || expireNext(race)) {}
      for (int thread : race.threads()) {
        if (host.isInCall(thread)) {
          giveUp(race.index(), thread);
        }
      }
    }

    /** Each thread that is in no call makes its next; the answer is whether there was one. */
    private boolean makeNext(Program.Race race, Map<Integer, Iterator<Call>> left) {
      boolean any = false;
      for (Map.Entry<Integer, Iterator<Call>> entry : left.entrySet()) {
        int thread = entry.getKey();
        if (!host.isInCall(thread) && entry.getValue().hasNext()) {
          Call call = entry.getValue().next();
          events.add(new Event.Called(race.index(), thread));
          take(race.index(), thread, call.op().model(host, call).get(0));
          wakeOthers(race.index());
          any = true;
        }
      }
      return any;
    }

    private boolean expireNext(Program.Race race) {
      for (int thread : race.threads()) {
        if (host.canExpire(thread)) {
          take(race.index(), thread, host.expire(thread).get(0));
          wakeOthers(race.index());
          return true;
        }
      }
      return false;
    }

    private void wakeOthers(int action) {
      while (!host.runnable().isEmpty()) {
        int thread = host.runnable().get(0);
        take(action, thread, host.resume(thread).get(0));
      }
    }

    /** Nothing else can happen: the time is up, or it sleeps for ever. */
    private void giveUp(int action, int thread) {
      if (host.canExpire(thread)) {
        take(action, thread, host.expire(thread).get(0));
      } else {
        events.add(new Event.Blocked(action, thread, true));
        signal(action, thread);
      }
    }

    private void signal(int action, int thread) {
      Step step = host.signal(thread).get(0);
      if (step instanceof Step.Returned returned && returned.outcome().equals(INTERRUPTED)) {
        host = returned.host();
      } else {
        take(action, thread, step);
      }
    }

    private void take(int action, int thread, Step step) {
      host = step.host().bindLeast();
      if (step instanceof Step.Returned returned) {
        events.add(
            new Event.Returned(
                action, thread, known(returned.outcome()), sockname(action, thread), -1));
      }
    }

    private Optional<SockAddr> sockname(int action, int thread) {
      if (!(program.actions().get(action) instanceof Program.Do made)
          || made.thread() != thread
          || !made.call().op().signature().choosesPort()) {
        return Optional.empty();
      }
      return made.call()
          .descriptor()
          .map(fd -> host.addressOf(fd.id()))
          .filter(address -> address.port() > 0);
    }

    /** The outcome with the numbers that were bound since. */
    private Outcome known(Outcome outcome) {
      if (!(outcome instanceof Outcome.Returned returned)) {
        return outcome;
      }
      Out out =
          returned.out() instanceof Out.Address address
              ? new Out.Address(known(address.address()))
              : returned.out();
      return new Outcome.Returned(
          returned.value(), returned.data(), returned.flags(), known(returned.from()), out);
    }

    private SockAddr known(SockAddr address) {
      return Hole.isIn(address) ? address.withPort(host.portIn(address)) : address;
    }
  }
}
