// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.Observed;
import org.sockdiff.model.Step;
import org.sockdiff.op.Call;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Program;
import org.sockdiff.target.Event;
import org.sockdiff.target.MadeCalls;

/**
 * Looks for an order of the calls' atomic parts that explains what several threads did at once:
 * calls and returns, in an order in which they were seen.
 *
 * <p>A call that was seen to be made may take its parts at any time until it is seen to return. So
 * a call that returned before another was made is before it; of two that overlap either may be.
 * Kept are all states that fit what was seen so far; where none is left there is no such order.
 */
public final class History {
  private static final Outcome INTERRUPTED = Outcome.failed(Errno.EINTR);

  private final Program program;
  private final int budget;
  private int visited;

  /** What there is to say of a history. */
  public enum Answer {
    /** Some order explains it. */
    YES,
    /** No order does. */
    NO,
    /** More states would have to be visited than were to be. */
    GAVE_UP
  }

  /**
   * A search.
   *
   * @param budget the most states to visit before it gives up
   */
  public History(Program program, int budget) {
    this.program = program;
    this.budget = budget;
  }

  /** Whether an order explains the events of one action, beginning in a host. */
  public Answer answer(Host start, List<Event> events) {
    try {
      return explained(List.of(Candidate.of(start)), events).isEmpty() ? Answer.NO : Answer.YES;
    } catch (Candidates.TooMany e) {
      return Answer.GAVE_UP;
    }
  }

  /**
   * A state on the way.
   *
   * @param waiting the threads that made a call which has not begun yet, a bit each
   */
  private record Node(Candidate candidate, long waiting) {
    boolean waits(int thread) {
      return ((waiting >>> thread) & 1) != 0;
    }

    Host host() {
      return candidate.host();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Node that
          && that.waiting == waiting
          && that.candidate.equals(candidate);
    }

    @Override
    public int hashCode() {
      return 31 * candidate.hashCode() + Long.hashCode(waiting);
    }
  }

  /** The states in which everything is quiet after the events; empty if no order explains them. */
  List<Candidate> explained(List<Candidate> starts, List<Event> events) {
    MadeCalls calls = new MadeCalls(program);
    List<Node> nodes = starts.stream().map(start -> new Node(start, 0)).toList();
    for (int i = 0; i < events.size() && !nodes.isEmpty(); i++) {
      Event event = events.get(i);
      List<Event> rest = events.subList(i, events.size());
      if (event instanceof Event.Called called) {
        nodes = called(nodes, called, calls);
      } else if (event instanceof Event.Returned returned) {
        nodes = returned(nodes, returned, calls, rest);
      } else if (event instanceof Event.Blocked blocked) {
        nodes = blocked(nodes, blocked, calls, rest);
      }
    }
    return quiet(nodes, calls, List.of()).stream()
        .map(Node::candidate)
        .filter(candidate -> candidate.finished().isEmpty())
        .toList();
  }

  private static List<Node> called(List<Node> nodes, Event.Called event, MadeCalls calls) {
    int thread = event.thread();
    boolean made = calls.next(event.action(), thread).isPresent();
    return nodes.stream()
        .filter(
            node ->
                made
                    && !node.waits(thread)
                    && !node.host().isInCall(thread)
                    && !node.candidate().finished().containsKey(thread))
        .map(node -> new Node(node.candidate(), node.waiting() | (1L << thread)))
        .toList();
  }

  private List<Node> returned(
      List<Node> nodes, Event.Returned event, MadeCalls calls, List<Event> rest) {
    int thread = event.thread();
    int fd = calls.last(thread).flatMap(Call::descriptor).map(Fd::id).orElse(-1);
    Observed observed = new Observed(event.outcome(), fd, event.sockname());
    Set<Node> left = new LinkedHashSet<>();
    for (Node node : reachable(nodes, calls, rest)) {
      Outcome ended = node.candidate().finished().get(thread);
      if (ended != null) {
        observed
            .acceptedBy(node.host(), ended)
            .map(host -> new Node(node.candidate().seen(thread, host), node.waiting()))
            .ifPresent(left::add);
      }
    }
    return List.copyOf(left);
  }

  /** A thread sleeps while all are quiet; at the deadline a signal has it look once more. */
  private List<Node> blocked(
      List<Node> nodes, Event.Blocked event, MadeCalls calls, List<Event> rest) {
    int thread = event.thread();
    List<Node> asleep = keep(quiet(nodes, calls, rest), node -> node.host().isAsleep(thread));
    if (!event.deadline()) {
      return asleep;
    }
    boolean returns =
        rest.size() > 1
            && rest.get(1) instanceof Event.Returned returned
            && returned.thread() == thread;
    Set<Node> left = new LinkedHashSet<>();
    for (Node node : asleep) {
      for (Step step : node.host().signal(thread)) {
        Node after = after(node, thread, step);
        Outcome ended = after.candidate().finished().get(thread);
        if (returns) {
          left.add(after);
        } else if (INTERRUPTED.equals(ended)) {
          left.add(new Node(after.candidate().seen(thread, after.host()), after.waiting()));
        }
      }
    }
    return List.copyOf(left);
  }

  private List<Node> quiet(List<Node> nodes, MadeCalls calls, List<Event> rest) {
    return keep(
        reachable(nodes, calls, rest),
        node -> node.waiting() == 0 && node.host().runnable().isEmpty());
  }

  private static List<Node> keep(Collection<Node> from, Predicate<Node> wanted) {
    return from.stream().filter(wanted).toList();
  }

  /** Every state that these lead to by threads going on, these included. */
  private Set<Node> reachable(List<Node> nodes, MadeCalls calls, List<Event> rest) {
    Set<Node> seen = new LinkedHashSet<>(nodes);
    Deque<Node> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Node node = open.removeFirst();
      for (int thread = 0; thread < program.threads().size(); thread++) {
        for (Step step : steps(node, thread, calls, rest)) {
          Node next = after(node, thread, step);
          if (seen.add(next)) {
            open.addLast(next);
          }
        }
      }
      if (++visited > budget) {
        throw new Candidates.TooMany();
      }
    }
    return seen;
  }

  private static List<Step> steps(Node node, int thread, MadeCalls calls, List<Event> rest) {
    Host host = node.host();
    if (node.waits(thread)) {
      Call call = calls.last(thread).orElseThrow();
      return call.op().model(host, call);
    }
    if (!host.isInCall(thread)) {
      return List.of();
    }
    if (!host.isAsleep(thread)) {
      return host.resume(thread);
    }
    return host.canExpire(thread) && lastsLongEnough(host, thread, rest)
        ? host.expire(thread)
        : List.of();
  }

  /** Whether a call is seen to return, late enough that its time may have been up. */
  private static boolean lastsLongEnough(Host host, int thread, List<Event> rest) {
    Optional<Event.Returned> end =
        rest.stream()
            .filter(event -> event instanceof Event.Returned r && r.thread() == thread)
            .map(Event.Returned.class::cast)
            .findFirst();
    return end.filter(returned -> host.mayExpireAfter(thread, returned.micros())).isPresent();
  }

  private static Node after(Node before, int thread, Step step) {
    Candidate candidate =
        step instanceof Step.Returned returned
            ? before.candidate().finish(thread, returned.outcome(), returned.host())
            : before.candidate().with(step.host());
    return new Node(candidate, before.waiting() & ~(1L << thread));
  }
}
