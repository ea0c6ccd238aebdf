// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Outcome;
import org.sockdiff.op.Call;
import org.sockdiff.op.Op;
import org.sockdiff.op.Ops;
import org.sockdiff.op.Param;
import org.sockdiff.op.Program;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;
import org.sockdiff.rule.Rules;
import org.sockdiff.target.Event;
import org.sockdiff.target.Recording;

/** What generated scripts have reached: how often each call, word and rule came up. */
public final class Coverage implements Profile.Watcher {
  /** Releases among which rules differ that kernels in use still answer differently. */
  private static final List<String> RELEASES = releases();

  /** Calls, and a word, that scripts are not made up with yet: there is no floor for them. */
  private static final Set<String> NOT_MADE_UP = Set.of("recvmmsg", "sendmmsg", "socket AF_UNIX");

  /** Rules about sockets that scripts are not made up with yet. */
  private static final String RULES_NOT_MADE_UP = "unix.";

  private final Map<Rule<?>, LongAdder> asked = new ConcurrentHashMap<>();
  private final Map<String, Integer> words = new TreeMap<>();
  private final Map<String, Integer> notModelled = new TreeMap<>();
  private int scripts;
  private int peeksAtSeveral;
  private long receives;
  private long receivesWithData;

  private static List<String> releases() {
    List<String> releases = new ArrayList<>(List.of("4.9"));
    for (int minor = 10; minor <= 20; minor++) {
      releases.add("4." + minor);
    }
    for (int major = 5; major <= 6; major++) {
      for (int minor = 0; minor <= 19; minor++) {
        releases.add(major + "." + minor);
      }
    }
    releases.addAll(List.of("7.0", "7.1"));
    return List.copyOf(releases);
  }

  @Override
  public void asked(Rule<?> rule, Enum<?> answer) {
    asked.computeIfAbsent(rule, key -> new LongAdder()).increment();
  }

  /** Counts a script that was run. */
  public void add(GeneratedScript script, Recording recording) {
    scripts++;
    peeksAtSeveral += script.peeksAtSeveral() ? 1 : 0;
    script.words().forEach((pair, count) -> words.merge(pair, count, Integer::sum));
    script.notModelled().forEach((pair, count) -> notModelled.merge(pair, count, Integer::sum));
    Map<Integer, Call> calls = new HashMap<>();
    for (Event event : recording.events()) {
      if (event instanceof Event.Called called) {
        Program.Action action = recording.program().actions().get(called.action());
        calls.put(called.thread(), ((Program.Do) action).call());
      } else if (event instanceof Event.Returned returned) {
        Call call = calls.get(returned.thread());
        if (call != null && call.op().signature().returnsData()) {
          receives++;
          receivesWithData += data(returned.outcome()).isEmpty() ? 0 : 1;
        }
      }
    }
  }

  private static Bytes data(Outcome outcome) {
    return outcome.match(Outcome.Returned::data, failed -> Bytes.EMPTY);
  }

  /** How many scripts were run. */
  public int scripts() {
    return scripts;
  }

  /** How many receive calls returned. */
  public long receives() {
    return receives;
  }

  /** Of 100 receive calls that returned, how many returned data. */
  public double percentOfReceivesWithData() {
    return receives == 0 ? 0 : 100.0 * receivesWithData / receives;
  }

  /** Of 100 scripts, how many peeked at a socket with two or more messages queued. */
  public double percentOfPeeksAtSeveral() {
    return scripts == 0 ? 0 : 100.0 * peeksAtSeveral / scripts;
  }

  /**
   * How often each call was made, and with each word of its tables, but for {@link #notModelled}.
   */
  public Map<String, Integer> words() {
    Map<String, Integer> all = new TreeMap<>();
    for (Op op : Ops.ALL) {
      String call = op.signature().name();
      if (NOT_MADE_UP.contains(call)) {
        continue;
      }
      put(all, call);
      for (Param<?> param : op.signature().given()) {
        param.words().forEach(word -> put(all, call + " " + word));
      }
    }
    return all;
  }

  private void put(Map<String, Integer> all, String pair) {
    if (!isNotModelled(pair) && !NOT_MADE_UP.contains(pair)) {
      all.put(pair, words.getOrDefault(pair, 0));
    }
  }

  private boolean isNotModelled(String pair) {
    return notModelled.getOrDefault(pair, 0) > words.getOrDefault(pair, 0);
  }

  /** The words that were left out more often than not: the model says nothing of such calls. */
  public List<String> notModelled() {
    return notModelled.keySet().stream().filter(this::isNotModelled).toList();
  }

  /** The calls and words that scripts are not made up with yet. */
  public List<String> notMadeUp() {
    return NOT_MADE_UP.stream().sorted().toList();
  }

  /** How often each rule was asked whose answers differ between Linux 4.9 and 7.1. */
  public Map<String, Long> rules() {
    Map<String, Long> all = new TreeMap<>();
    for (Rule<?> rule : Rules.ALL) {
      if (rule.id().startsWith(RULES_NOT_MADE_UP)) {
        continue;
      }
      Set<Enum<?>> answers = new LinkedHashSet<>();
      RELEASES.forEach(release -> answers.add(rule.answerOf(KernelVersion.of(release))));
      if (answers.size() > 1) {
        LongAdder count = asked.get(rule);
        all.put(rule.id(), count == null ? 0 : count.sum());
      }
    }
    return all;
  }
}
