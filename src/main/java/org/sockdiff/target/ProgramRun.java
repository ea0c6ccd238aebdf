// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.model.RawAddress;
import org.sockdiff.op.AddressArgument;
import org.sockdiff.op.Call;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Program;
import org.sockdiff.op.Signature;
import org.sockdiff.op.Stated;

/** One program on its way over a conductor, and what was seen of it. */
final class ProgramRun {
  /** The most bytes that a program may send, as a bound of what it may leave in queues. */
  private static final long MOST_SENT = 64L << 20;

  private static final int MAIN = 0;
  private static final Outcome INTERRUPTED = Outcome.failed(Errno.EINTR);
  private static final String CLOSE = "close";

  /** The calls that take a time-out. */
  private static final Set<String> WAITS =
      Set.of("poll", "ppoll", "select", "pselect", "epoll_wait", "epoll_pwait", "recvmmsg");

  private final Conductor conductor;
  private final Program program;
  private final Descriptors descriptors;
  private final List<Event> events;
  private final boolean counted;
  private final boolean alone;
  private final Course course;
  private @Nullable String trouble;

  /** Whether an action came to no quiet point: what was seen of it cannot be judged. */
  private boolean restless;

  private long sent;

  /**
   * A run.
   *
   * @param alone whether numbers that it closes must stay unused for a while
   * @param course how races are run
   */
  ProgramRun(Conductor conductor, Program program, boolean alone, Course course) {
    this.course = course;
    this.conductor = conductor;
    this.program = program;
    this.alone = alone;
    descriptors = conductor.descriptors();
    events = new ArrayList<>(3 * program.actions().size());
    counted = !program.tables().isEmpty();
  }

  Recording recording() {
    return new Recording(program, events, Optional.ofNullable(trouble));
  }

  boolean isTroubled() {
    return trouble != null;
  }

  /** Something went wrong; the first such thing is kept. */
  void trouble(String what) {
    if (trouble == null) {
      trouble = what;
    }
  }

  void run() {
    long end = System.nanoTime() + conductor.deadlines().program().toNanos();
    descriptors.start(program.descriptors().size());
    if (alone) {
      descriptors.reserve(conductor.sys(), count(program, CLOSE));
    }
    if (counted) {
      conductor.readCounters(program.tables());
    }
    for (Program.Action action : program.actions()) {
      int before = events.size();
      take(action);
      if (restless) {
        events.subList(before, events.size()).clear();
        return;
      }
      if (counted) {
        count(action.index());
      }
      if (System.nanoTime() - end > 0) {
        trouble("it took longer than " + conductor.deadlines().program().toMillis() + " ms");
      } else if (conductor.isStopped()) {
        trouble("interrupted");
      }
      if (trouble != null) {
        return;
      }
    }
  }

  private void take(Program.Action action) {
    if (action instanceof Program.Do made) {
      make(made);
    } else if (action instanceof Program.Race race) {
      race(race);
    } else {
      look(action, action instanceof Program.Sleeping);
    }
  }

  // Calls.

  private void make(Program.Do made) {
    Call call = made.call();
    int thread = call.thread();
    boolean mayBlock = statesBlocks(made);
    if (alone && call.op().signature().name().equals(CLOSE)) {
      descriptors.giveBack(conductor.sys());
    }
    events.add(new Event.Called(made.index(), thread));
    if (thread == MAIN && !mayBlock) {
      makeHere(made.index(), call);
      seeReturns(made.index());
    } else {
      conductor.caller(thread).ask(call);
      seeThread(made.index(), thread, mayBlock || made.stated().isEmpty());
    }
  }

  /** How many calls of a function a program makes. */
  static int count(Program program, String function) {
    int count = 0;
    for (Program.Action action : program.actions()) {
      if (action instanceof Program.Do made) {
        count += isOf(function, made.call()) ? 1 : 0;
      } else if (action instanceof Program.Race race) {
        count += (int) race.calls().stream().filter(call -> isOf(function, call)).count();
      }
    }
    return count;
  }

  private static boolean isOf(String function, Call call) {
    return call.op().signature().name().equals(function);
  }

  /** An author who expects a call to sleep wants the script to go on meanwhile. */
  private static boolean statesBlocks(Program.Do made) {
    for (Stated stated : made.stated()) {
      if (stated.blocks()) {
        return true;
      }
    }
    return false;
  }

  private void makeHere(int action, Call call) {
    CallGuard guard = conductor.guard();
    boolean givenUp = true;
    Outcome outcome;
    long start = System.nanoTime();
    guard.enter();
    try {
      outcome = call.op().invoke(conductor.sys(), conductor.names(), call);
    } finally {
      givenUp = guard.leave();
    }
    long micros = (System.nanoTime() - start) / 1000;
    ended(action, MAIN, call, outcome, micros, givenUp);
  }

  /** A call is over: as it chose, or because it was given up and interrupted. */
  private void ended(
      int action, int thread, Call call, Outcome outcome, long micros, boolean givenUp) {
    if (givenUp) {
      events.add(new Event.Blocked(action, thread, true));
    }
    if (!givenUp || !outcome.equals(INTERRUPTED)) {
      events.add(new Event.Returned(action, thread, keep(call, outcome), sockname(call), micros));
    }
  }

  /** Keeps what a call made or closed; the answer is the outcome without numbers of descriptors. */
  private Outcome keep(Call call, Outcome outcome) {
    Signature signature = call.op().signature();
    if (signature.name().equals(CLOSE)) {
      if (!Descriptors.isBadDescriptor(outcome)) {
        call.descriptor().ifPresent(descriptors::closed);
      }
    } else if (outcome instanceof Outcome.Returned returned) {
      if (signature.descriptors() > 0) {
        return keepDescriptors(call, returned);
      }
      if (signature.name().startsWith("send") || signature.name().startsWith("write")) {
        sent += returned.value();
        if (sent > MOST_SENT) {
          trouble("it sent more than " + (MOST_SENT >> 20) + " MiB");
        }
      }
    }
    return outcome;
  }

  private Outcome keepDescriptors(Call call, Outcome.Returned returned) {
    List<Integer> numbers = numbers(returned);
    for (int i = 0; i < numbers.size(); i++) {
      if (call.results().isEmpty()) {
        descriptors.opened(numbers.get(i));
      } else {
        descriptors.opened(call.results().get(i), numbers.get(i));
      }
    }
    if (descriptors.open() > Descriptors.MOST_OPEN) {
      trouble("too many open descriptors: more than " + Descriptors.MOST_OPEN);
    }
    return new Outcome.Returned(
        Outcome.DESCRIPTOR, returned.data(), returned.flags(), returned.from(), Out.NOTHING);
  }

  /** The numbers of the descriptors that a call made: two of socketpair, else one. */
  private static List<Integer> numbers(Outcome.Returned returned) {
    return returned.out() instanceof Out.Items pair
        ? pair.items().stream().map(number -> (int) ((Out.Int) number).value()).toList()
        : List.of((int) returned.value());
  }

  /** The called socket's own address, if the call may have chosen its port and did. */
  private Optional<SockAddr> sockname(Call call) {
    if (!call.op().signature().choosesPort()) {
      return Optional.empty();
    }
    Fd fd = call.descriptor().filter(descriptors::isOpen).orElse(null);
    if (dissolves(call)) {
      descriptors.forgetPorts();
    }
    if (fd == null || descriptors.isPortKnown(fd)) {
      return Optional.empty();
    }
    SockAddr own = conductor.names().own(fd);
    descriptors.portKnown(fd, own.port() > 0);
    return own.port() > 0 ? Optional.of(own) : Optional.empty();
  }

  /**
   * Whether it is {@code connect(fd, AF_UNSPEC)}, which gives a port back that the kernel chose.
   */
  private static boolean dissolves(Call call) {
    Signature signature = call.op().signature();
    return signature.name().equals("connect")
        && call.get(signature.given().get(1)) instanceof AddressArgument.Literal literal
        && (literal.address().equals(SockAddr.UNSPEC)
            || (literal.address() instanceof SockAddr.Raw raw
                && RawAddress.family(raw) == Family.AF_UNSPEC));
  }

  // Other threads.

  private void race(Program.Race race) {
    for (Call call : race.calls()) {
      if (alone && isOf(CLOSE, call)) {
        descriptors.giveBack(conductor.sys());
      }
    }
    Optional<String> failed =
        new RaceRun(conductor, race, events, this::keep).run(course, hasTimeouts(race));
    if (failed.isPresent()) {
      trouble(failed.get());
      restless = true;
    } else {
      addReturns(race.index());
    }
  }

  /** Whether calls of a race that sleep may give up by themselves. */
  private boolean hasTimeouts(Program.Race race) {
    for (Program.Action action : program.actions()) {
      if (action instanceof Program.Do made && made.call().toString().contains("TIMEO")) {
        return true;
      }
    }
    return race.calls().stream().anyMatch(call -> WAITS.contains(call.op().signature().name()));
  }

  private void look(Program.Action action, boolean mayGoOn) {
    if (isInCall(action.thread())) {
      seeThread(action.index(), action.thread(), mayGoOn);
    } else {
      seeReturns(action.index());
    }
  }

  private boolean isInCall(int thread) {
    List<Caller> callers = conductor.callers();
    return thread < callers.size() && callers.get(thread).isBusy();
  }

  /**
   * Waits for the quiet point, then writes down how a thread's call stands, and who else came back.
   *
   * @param mayGoOn whether the call may go on sleeping; if not, it gets the time that a call of the
   *     main thread has, and is then given up
   */
  private void seeThread(int action, int thread, boolean mayGoOn) {
    Caller caller = conductor.caller(thread);
    settle();
    boolean givenUp = false;
    if (!mayGoOn && !caller.isBack() && !conductor.awaitReturn(caller)) {
      givenUp = true;
      if (!conductor.bringBack(caller)) {
        trouble(caller.call() + " could not be ended");
      }
      settle();
    }
    if (caller.isBack()) {
      seeReturn(action, thread, caller, givenUp);
    } else {
      events.add(new Event.Blocked(action, thread, false));
    }
    addReturns(action);
  }

  /** Waits for the quiet point, then writes down who came back. */
  private void seeReturns(int action) {
    if (!conductor.callers().isEmpty()) {
      settle();
      addReturns(action);
    }
  }

  /**
   * Waits until every caller is back or asleep. One that came back may have woken another on its
   * way, so all are looked at again until none came back.
   */
  private void settle() {
    int before;
    int back = 0;
    do {
      before = back;
      back = 0;
      for (Caller caller : conductor.callers()) {
        if (caller.isBusy()) {
          if (!caller.settle(conductor.deadlines().call().toNanos())) {
            trouble(caller.call() + " neither returned nor slept");
            restless = true;
          }
          back += caller.isBack() ? 1 : 0;
        }
      }
    } while (back > before);
  }

  private void addReturns(int action) {
    List<Integer> back = new ArrayList<>();
    List<Caller> callers = conductor.callers();
    for (int thread = 0; thread < callers.size(); thread++) {
      if (callers.get(thread).isBack()) {
        back.add(thread);
      }
    }
    back.sort(Comparator.comparingLong(thread -> callers.get(thread).order()));
    for (int thread : back) {
      seeReturn(action, thread, callers.get(thread), false);
    }
  }

  private void seeReturn(int action, int thread, Caller caller, boolean givenUp) {
    ended(action, thread, caller.call(), caller.take(), caller.micros(), givenUp);
  }

  /** Takes the end of a call that was ended after the program: what it made must be closed. */
  void takeUnseen(Caller caller) {
    keep(caller.call(), caller.take());
  }

  private void count(int action) {
    events.add(new Event.Counted(action, conductor.readCounters(program.tables())));
  }
}
