// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;

/**
 * Everything that a script can tell of a kernel, as one immutable state: a process with its
 * descriptors, the open file descriptions that these name, the sockets behind them, the threads'
 * unfinished calls, and what the counters moved by since they were read.
 *
 * <p>Descriptors, descriptions and sockets are named by the script's binding that made them, not by
 * numbers, so that hosts which were reached in different orders are equal. Profile and machine are
 * no part of the state: no step changes them and equality ignores them.
 */
public final class Host {
  private static final int CLOSED = -1;

  private final Profile profile;
  private final Machine machine;
  private final int[] descriptors;
  private final @Nullable Description[] descriptions;
  private final Sockets sockets;
  private final @Nullable Sleeper[] threads;
  private final Counters moved;
  private int hash;

  private Host(
      Profile profile,
      Machine machine,
      int[] descriptors,
      @Nullable Description[] descriptions,
      Sockets sockets,
      @Nullable Sleeper[] threads,
      Counters moved) {
    this.profile = profile;
    this.machine = machine;
    this.descriptors = descriptors;
    this.descriptions = descriptions;
    this.sockets = sockets;
    this.threads = threads;
    this.moved = moved;
  }

  /** A process that has just started, in a namespace of its own. */
  public static Host fresh(Profile profile, Machine machine) {
    return new Host(
        profile,
        machine,
        new int[0],
        new Description[0],
        Sockets.NONE,
        new Sleeper[0],
        Counters.NONE);
  }

  // Questions.

  /** The model's question to the profile. */
  <A extends Enum<A>> A answer(Rule<A> rule) {
    return profile.answer(rule);
  }

  public Profile profile() {
    return profile;
  }

  public Machine machine() {
    return machine;
  }

  /** By how much the counters moved since {@link #quiet}. */
  public Counters moved() {
    return moved;
  }

  /** The description that a descriptor names; empty if it is not open. */
  Optional<Description> description(int fd) {
    int id = descriptionOf(fd);
    return id == CLOSED ? Optional.empty() : Optional.ofNullable(descriptions[id]);
  }

  int descriptionOf(int fd) {
    return fd < 0 || fd >= descriptors.length ? CLOSED : descriptors[fd];
  }

  Description descriptionAt(int id) {
    Description description = descriptions[id];
    if (description == null) {
      throw new IllegalStateException("description " + id + " is free");
    }
    return description;
  }

  /** The socket with an id; it must exist. */
  Socket socket(int id) {
    Socket socket = sockets.orNull(id);
    if (socket == null) {
      throw new IllegalStateException("socket " + id + " is free");
    }
    return socket;
  }

  /** The ids of the sockets that exist. */
  List<Integer> socketIds() {
    return sockets.ids();
  }

  /** One more than the highest id of those that calls made. */
  int socketSlots() {
    return sockets.slots();
  }

  @Nullable Socket socketOrNull(int id) {
    return sockets.orNull(id);
  }

  /** The id for the socket that a connect of a client makes at the listener's side. */
  int answeringTo(int client) {
    return sockets.answeringTo(client);
  }

  /**
   * The address that the socket behind a descriptor is bound to; {@link SockAddr#NONE} if not open.
   */
  public SockAddr addressOf(int fd) {
    return description(fd).map(d -> socket(d.socket()).localAddress()).orElse(SockAddr.NONE);
  }

  /** Every socket, drawn, in the order in which they were made. */
  public List<SocketView> views() {
    return socketIds().stream().flatMap(id -> socket(id).view(id).stream()).toList();
  }

  /** The threads that can go on now, ascending. */
  public List<Integer> runnable() {
    List<Integer> result = new ArrayList<>();
    for (int thread = 0; thread < threads.length; thread++) {
      Sleeper sleeper = threads[thread];
      if (sleeper != null && sleeper.awake()) {
        result.add(thread);
      }
    }
    return result;
  }

  /** Whether a thread is in a call. */
  public boolean isInCall(int thread) {
    return thread < threads.length && threads[thread] != null;
  }

  /** Whether a thread sleeps in a call and nothing has woken it. */
  public boolean isAsleep(int thread) {
    return isInCall(thread) && !sleeper(thread).awake();
  }

  /** Whether a sleeping thread's call gives up by itself after some time. */
  public boolean canExpire(int thread) {
    return isAsleep(thread) && sleeper(thread).pending().timeout() >= 0;
  }

  /**
   * Whether a sleeping thread's call may give up after it has lasted so long: not earlier than a
   * tick of the timer before its time.
   *
   * @param micros how long it lasted, in microseconds; negative if that is not known
   */
  public boolean mayExpireAfter(int thread, long micros) {
    int hz = Math.max(1, machine.hz());
    return canExpire(thread)
        && (micros < 0 || micros >= sleeper(thread).pending().timeout() - 1_000_000L / hz);
  }

  private Sleeper sleeper(int thread) {
    Sleeper sleeper = threads[thread];
    if (sleeper == null) {
      throw new IllegalStateException("thread " + thread + " is in no call");
    }
    return sleeper;
  }

  // Steps of threads that are in a call.

  /** What a runnable thread's call may do next. */
  public List<Step> resume(int thread) {
    return ended(thread, sleeper(thread).pending().resume(this));
  }

  /** What a sleeping thread's call does when its time is up. */
  public List<Step> expire(int thread) {
    return ended(thread, sleeper(thread).pending().expire(leaveLines(thread)));
  }

  /** A call that returned is over: it lets go of what it held. */
  private static List<Step> ended(int thread, List<Step> steps) {
    return steps.stream()
        .map(
            step ->
                step instanceof Step.Returned returned
                    ? new Step.Returned(returned.outcome(), returned.host().leaveCall(thread))
                    : step)
        .toList();
  }

  /**
   * What a sleeping thread's call does when a signal comes. A reader that slept through a lost
   * wake-up returns its datagram.
   */
  public List<Step> signal(int thread) {
    List<Step> steps = sleeper(thread).pending().interrupt(leaveLines(thread));
    return ended(
        thread,
        steps.stream()
            .map(
                step ->
                    step instanceof Step.Returned returned
                        ? new Step.Returned(returned.outcome(), returned.host().leaveLines(thread))
                        : step)
            .toList());
  }

  /** A thread's call is over, whatever became of it. */
  public Host interrupt(int thread) {
    return leaveLines(thread).leaveCall(thread);
  }

  /** Puts a thread to sleep in a socket's line, alone to be woken by some events. */
  Host park(int thread, Pending pending, int socket, int events) {
    return park(thread, pending).stand(socket, new Waiter(thread, true, events));
  }

  /** Puts a thread to sleep in no line yet. */
  Host park(int thread, Pending pending) {
    return enterCall(thread, new Sleeper(pending, false));
  }

  /** A thread let go of its locks and goes on with the next part of its call. */
  Host going(int thread, Pending pending) {
    return enterCall(thread, new Sleeper(pending, true));
  }

  /** With the call that a thread is in taken for another one, which holds the same. */
  Host inCall(int thread, UnaryOperator<Pending> change) {
    Sleeper sleeper = sleeper(thread);
    return enterCall(thread, new Sleeper(change.apply(sleeper.pending()), sleeper.awake()));
  }

  /** A thread is in a call from now on, which holds its descriptions until it ends. */
  private Host enterCall(int thread, Sleeper sleeper) {
    @Nullable Sleeper[] changed = Arrays.copyOf(threads, Math.max(threads.length, thread + 1));
    changed[thread] = sleeper;
    Host host = new Host(profile, machine, descriptors, descriptions, sockets, changed, moved);
    if (isInCall(thread)) {
      return host;
    }
    for (int description : sleeper.pending().holds()) {
      host = host.withDescription(description, host.descriptionAt(description).held(1));
    }
    return host;
  }

  /** A thread joins a socket's line: exclusive sleepers at its end, the others before them. */
  Host stand(int socket, Waiter waiter) {
    Socket target = socket(socket);
    List<Waiter> line = new ArrayList<>(target.waiters());
    line.add(waiter.exclusive() ? line.size() : 0, waiter);
    return withSocket(socket, target.withWaiters(line));
  }

  private Host leaveCall(int thread) {
    Pending pending = sleeper(thread).pending();
    @Nullable Sleeper[] changed = threads.clone();
    changed[thread] = null;
    Host host = new Host(profile, machine, descriptors, descriptions, sockets, changed, moved);
    for (int description : pending.holds()) {
      host = host.release(description);
    }
    return host;
  }

  private Host leaveLines(int thread) {
    Host host = this;
    for (int id : socketIds()) {
      Socket socket = socket(id);
      if (socket.waiters().stream().anyMatch(w -> w.thread() == thread)) {
        host =
            host.withSocket(
                id,
                socket.withWaiters(
                    socket.waiters().stream().filter(w -> w.thread() != thread).toList()));
      }
    }
    return host;
  }

  /** Wakes everybody in a socket's line, whatever they wait for. */
  Host wakeAll(int socket) {
    Host host = this;
    for (Waiter waiter : socket(socket).waiters()) {
      host = host.wake(waiter.thread());
    }
    return host;
  }

  /** Wakes all of a socket's sleepers whom one of some events concerns. */
  Host wakeEvery(int socket, int events) {
    Host host = this;
    for (Waiter waiter : socket(socket).waiters()) {
      if ((waiter.events() & events) != 0) {
        host = host.wake(waiter.thread());
      }
    }
    return host;
  }

  /**
   * Wakes those of a socket's sleepers whom an event concerns: all that are not exclusive, and the
   * first that is. Source: kernel/sched/wait.c, __wake_up_common; fs/select.c, pollwake;
   * net/core/datagram.c, receiver_wake_function (with keys since 2.6.30).
   */
  Host wakeOne(int socket, int events) {
    Host host = this;
    for (Waiter waiter : socket(socket).waiters()) {
      if ((waiter.events() & events) != 0) {
        host = host.wake(waiter.thread());
        if (waiter.exclusive()) {
          break;
        }
      }
    }
    return host;
  }

  /** Wakes those of a socket's sleepers whom an event concerns and who are not exclusive. */
  Host wakeShared(int socket, int events) {
    Host host = this;
    for (Waiter waiter : socket(socket).waiters()) {
      if ((waiter.events() & events) != 0 && !waiter.exclusive()) {
        host = host.wake(waiter.thread());
      }
    }
    return host;
  }

  private Host wake(int thread) {
    Host host = leaveLines(thread);
    @Nullable Sleeper[] changed = host.threads.clone();
    changed[thread] = new Sleeper(sleeper(thread).pending(), true);
    return new Host(
        profile, machine, host.descriptors, host.descriptions, host.sockets, changed, moved);
  }

  // Other states.

  /** With one socket changed. */
  Host withSocket(int id, Socket socket) {
    return withSockets(sockets.with(id, socket));
  }

  /** Without a socket that nobody can reach any more. */
  Host without(int id) {
    return withSockets(sockets.without(id));
  }

  private Host withSockets(Sockets changed) {
    return new Host(profile, machine, descriptors, descriptions, changed, threads, moved);
  }

  Host withDescription(int id, Description description) {
    @Nullable Description[] changed =
        Arrays.copyOf(descriptions, Math.max(descriptions.length, id + 1));
    changed[id] = description;
    return new Host(profile, machine, descriptors, changed, sockets, threads, moved);
  }

  /**
   * With a new socket behind a new descriptor; both, and the description, have the binding's id.
   */
  Host open(int id, Socket socket, boolean nonblocking) {
    return withSocket(id, socket).describe(id, id, nonblocking);
  }

  /**
   * With a new description of a socket that exists, behind a new descriptor; both have the
   * binding's id.
   */
  Host describe(int id, int socket, boolean nonblocking) {
    int[] changed = Arrays.copyOf(descriptors, Math.max(descriptors.length, id + 1));
    Arrays.fill(changed, descriptors.length, changed.length, CLOSED);
    changed[id] = id;
    return new Host(profile, machine, changed, descriptions, sockets, threads, moved)
        .withDescription(id, new Description(socket, nonblocking, 1));
  }

  /** With a new descriptor for what an open one names. */
  Host duplicate(int result, int fd) {
    int description = descriptors[fd];
    int[] changed = Arrays.copyOf(descriptors, Math.max(descriptors.length, result + 1));
    Arrays.fill(changed, descriptors.length, changed.length, CLOSED);
    changed[result] = description;
    return new Host(profile, machine, changed, descriptions, sockets, threads, moved)
        .withDescription(description, descriptionAt(description).held(1));
  }

  /** Without a descriptor, which must be open; the last one takes the socket with it. */
  Host closeDescriptor(int fd) {
    int description = descriptors[fd];
    int[] changed = descriptors.clone();
    changed[fd] = CLOSED;
    return new Host(profile, machine, changed, descriptions, sockets, threads, moved)
        .release(description);
  }

  private Host release(int id) {
    Description description = descriptionAt(id);
    if (description.references() > 1) {
      return withDescription(id, description.held(-1));
    }
    @Nullable Description[] fewer = descriptions.clone();
    fewer[id] = null;
    return new Host(profile, machine, descriptors, fewer, sockets, threads, moved)
        .freed(description.socket());
  }

  private Host freed(int socket) {
    return socket(socket).released(this, socket);
  }

  /** With a counter moved by one. */
  Host count(Counter counter) {
    return machine.counters().contains(counter)
        ? new Host(
            profile, machine, descriptors, descriptions, sockets, threads, moved.plus(counter, 1))
        : this;
  }

  /** The counters were read: what moved so far is accounted for. */
  public Host quiet() {
    return moved.isEmpty()
        ? this
        : new Host(profile, machine, descriptors, descriptions, sockets, threads, Counters.NONE);
  }

  /** With a hole's number wherever the hole stands. */
  public Host bind(Hole hole, int number) {
    return withSockets(sockets.map(socket -> socket.bind(hole, number)));
  }

  /**
   * Whether the kernel may have put this port in an address's hole: in the range, and not taken.
   */
  boolean mayChoose(Hole hole, SockAddr address) {
    return address.port() >= machine.portLow()
        && address.port() <= machine.portHigh()
        && sockets
            .find(hole.socket())
            .filter(s -> s.mayHave(this, hole.socket(), address))
            .isPresent();
  }

  /** The port of the socket that a hole in an address is named after. */
  public int portIn(SockAddr address) {
    return socket(Hole.in(address).socket()).localAddress().port();
  }

  /** With the least port that no socket has in place of each that is not known. */
  public Host bindLeast() {
    Host host = this;
    for (int id : socketIds()) {
      SockAddr own = host.socket(id).localAddress();
      if (Hole.isIn(own)) {
        host = host.bind(Hole.in(own), host.leastFreePort());
      }
    }
    return host;
  }

  private int leastFreePort() {
    int port = machine.portLow();
    while (isInUse(port)) {
      port++;
    }
    return port;
  }

  private boolean isInUse(int port) {
    return socketIds().stream().anyMatch(id -> socket(id).localAddress().port() == port);
  }

  /** The same state for another profile. */
  public Host under(Profile other) {
    return new Host(other, machine, descriptors, descriptions, sockets, threads, moved);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Host that
            && that.hashCode() == hashCode()
            && that.moved.equals(moved)
            && Arrays.equals(that.descriptors, descriptors)
            && Arrays.equals(that.descriptions, descriptions)
            && that.sockets.equals(sockets)
            && Arrays.equals(that.threads, threads));
  }

  @Override
  public int hashCode() {
    int result = hash;
    if (result == 0) {
      result = Arrays.hashCode(descriptors);
      result = 31 * result + Arrays.hashCode(descriptions);
      result = 31 * result + sockets.hashCode();
      result = 31 * result + Arrays.hashCode(threads);
      result = 31 * result + moved.hashCode();
      hash = result;
    }
    return result;
  }
}
