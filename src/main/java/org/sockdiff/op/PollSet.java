// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockdiff.model.PollEntry;
import org.sockdiff.script.Value;
import org.sockdiff.sys.Syscalls;

/** The entries of poll: {@code [rx: POLLIN, tx: POLLOUT]}. */
record PollSet(List<Entry> entries) {
  private static final int MOST_ENTRIES = 256;

  PollSet {
    entries = List.copyOf(entries);
  }

  /** Without entries. */
  static final PollSet EMPTY = new PollSet(List.of());

  /** A descriptor and the events asked for. */
  record Entry(Fd fd, int events) {}

  static Param<PollSet> param(String name) {
    return new Param<>(name, PollSet.class, PollSet::read)
        .of(Constants.POLL_EVENTS)
        .madeBy(PollSet::make);
  }

  private static Value make(Choices choices) {
    List<Value> entries = new ArrayList<>();
    for (int count = choices.below(4); count > 0; count--) {
      Set<String> events = new LinkedHashSet<>(List.of("POLLIN"));
      for (int more = choices.below(3); more > 0; more--) {
        events.add(choices.one(Constants.POLL_EVENTS).name());
      }
      entries.add(Choices.pair(choices.descriptor(), Choices.words(List.copyOf(events))));
    }
    return Choices.list(entries);
  }

  static PollSet read(Scope scope, Value value) {
    List<Entry> entries = new ArrayList<>();
    for (Value entry : Fields.list(value, "a list like [rx: POLLIN]")) {
      if (!(entry instanceof Value.Pair pair)) {
        throw Scope.wrong(
            entry.location(), "expected an entry like rx: POLLIN, found " + Scope.kind(entry));
      }
      int events =
          (int) Constants.read(scope, pair.right(), "an event of poll", Constants.POLL_EVENTS);
      entries.add(new Entry(scope.fd(pair.left()), events));
    }
    if (entries.size() > MOST_ENTRIES) {
      throw Scope.wrong(value.location(), "poll takes at most " + MOST_ENTRIES + " entries here");
    }
    return new PollSet(entries);
  }

  List<PollEntry> modelled() {
    return entries.stream()
        .map(entry -> new PollEntry(entry.fd().id(), entry.fd().number(), entry.events()))
        .toList();
  }

  List<Syscalls.PollEntry> live(Live live) {
    return entries.stream()
        .map(entry -> new Syscalls.PollEntry(live.number(entry.fd()), entry.events()))
        .toList();
  }
}
