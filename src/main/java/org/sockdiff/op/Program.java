// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sockdiff.abi.Counter;
import org.sockdiff.rule.Profile;
import org.sockdiff.script.Header;
import org.sockdiff.script.Location;
import org.sockdiff.script.Script;

/**
 * A case: a script with one value for each of its {@code with} variables, every name and argument
 * resolved, repeats unrolled.
 *
 * @param id the script's path without its ending, and the values: {@code udp/peek[ip=::1]}
 * @param variables the values as the record writes them: {@code ip=::1}; empty if there are none
 * @param threads the labels, the main thread first with an empty one
 * @param descriptors every descriptor that a statement binds; the index is {@link Fd#id}
 * @param tables the counter tables that its sockets can move
 * @param needs what the machine must have
 * @param namesFiles whether an address in it names a file
 */
public record Program(
    String id,
    Script script,
    List<String> variables,
    List<String> threads,
    List<Fd> descriptors,
    Set<Counter.Table> tables,
    Needs needs,
    boolean namesFiles,
    List<Action> actions) {
  public Program {
    variables = List.copyOf(variables);
    threads = List.copyOf(threads);
    descriptors = List.copyOf(descriptors);
    actions = List.copyOf(actions);
  }

  /** Why the script declares that it diverges on a kernel; empty if it does not. */
  public Optional<String> known(Profile kernel) {
    for (Header header : script.headers()) {
      if (header instanceof Header.Known known && Guarded.of(known.guard()).holds(kernel)) {
        return Optional.of(known.reason());
      }
    }
    return Optional.empty();
  }

  /** The program cut off behind its first race, without counters; empty if it has no race. */
  public Optional<Program> untilFirstRace() {
    for (Action action : actions) {
      if (action instanceof Race) {
        return Optional.of(
            new Program(
                id,
                script,
                variables,
                threads,
                descriptors,
                Set.of(),
                needs,
                namesFiles,
                actions.subList(0, action.index() + 1)));
      }
    }
    return Optional.empty();
  }

  /** One thing that a script does or looks at. */
  public sealed interface Action {
    /** {@link #thread} of an action of several threads. */
    int SEVERAL = -1;

    /** Its place among the actions of the program, from 0. */
    int index();

    Location location();

    /** The thread that it is about; {@link #SEVERAL} of a race. */
    int thread();

    /** What is expected of it; a race has {@link Race#outcomes} instead. */
    List<Stated> stated();
  }

  /** A call, or with {@code blocks} stated one that is expected to sleep. */
  public record Do(int index, Location location, Call call, List<Stated> stated) implements Action {
    public Do {
      stated = List.copyOf(stated);
    }

    @Override
    public int thread() {
      return call.thread();
    }
  }

  /** {@code A> returns "one"}: the call that the thread is in has returned. */
  public record Awaited(int index, Location location, int thread, Call call, List<Stated> stated)
      implements Action {
    public Awaited {
      stated = List.copyOf(stated);
    }
  }

  /** {@code B> still blocked}. */
  public record Sleeping(int index, Location location, int thread, Call call, List<Stated> stated)
      implements Action {
    public Sleeping {
      stated = List.copyOf(stated);
    }
  }

  /**
   * Calls that several threads make at once, each its own in order. Calls that still sleep when
   * everything is quiet are interrupted, and those behind them are not made.
   *
   * @param calls in the order of their lines
   * @param outcomes what the author expects to be seen of it
   */
  public record Race(int index, Location location, List<Call> calls, List<NamedOutcome> outcomes)
      implements Action {
    public Race {
      calls = List.copyOf(calls);
      outcomes = List.copyOf(outcomes);
    }

    @Override
    public int thread() {
      return SEVERAL;
    }

    @Override
    public List<Stated> stated() {
      return List.of();
    }

    /** The threads that make calls, ascending. */
    public List<Integer> threads() {
      return calls.stream().map(Call::thread).distinct().sorted().toList();
    }

    /** A thread's calls, in order. */
    public List<Call> callsOf(int thread) {
      return calls.stream().filter(call -> call.thread() == thread).toList();
    }
  }
}
