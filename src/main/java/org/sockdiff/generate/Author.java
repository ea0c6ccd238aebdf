// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Outcome;
import org.sockdiff.op.Call;
import org.sockdiff.op.Choices;
import org.sockdiff.op.Draft;
import org.sockdiff.op.Op;
import org.sockdiff.script.Header;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.ScriptText;
import org.sockdiff.script.Statement;
import org.sockdiff.script.Value;

/** Writes one script, call by call. */
final class Author {
  private static final List<String> LABELS = List.of("A", "B", "C");
  private static final List<String> NAMES = List.of("rx", "tx", "other");
  private static final int ATTEMPTS = 24;

  private static final List<Value> DATAGRAM =
      List.of(Choices.word("AF_INET"), Choices.word("SOCK_DGRAM"), Choices.number(0));

  private final Dice dice;
  private final int calls;
  private final Draft draft = new Draft();
  private final List<Statement> statements = new ArrayList<>();
  private final Map<String, Integer> descriptors = new LinkedHashMap<>();
  private final Map<String, Integer> busy = new LinkedHashMap<>();
  private final Set<String> retired = new LinkedHashSet<>();
  private final Map<String, Integer> words = new TreeMap<>();
  private final Map<String, Integer> notModelled = new TreeMap<>();
  private Rehearsal rehearsal;
  private int made;
  private boolean peeksAtSeveral;

  Author(Dice dice, Rehearsal rehearsal, int calls) {
    this.dice = dice;
    this.rehearsal = rehearsal;
    this.calls = calls;
  }

  List<Statement> statements() {
    return statements;
  }

  Map<String, Integer> words() {
    return words;
  }

  Map<String, Integer> notModelled() {
    return notModelled;
  }

  boolean peeksAtSeveral() {
    return peeksAtSeveral;
  }

  /** What the script says that a machine must have. */
  List<Header> headers() {
    boolean inet6 =
        statements.stream()
            .filter(Statement.Make.class::isInstance)
            .map(statement -> ScriptText.of(((Statement.Make) statement).call()))
            .anyMatch(text -> text.contains("AF_INET6"));
    return inet6
        ? List.of(
            new Header.Needs(Choices.HERE, List.of(new Header.Need(Choices.HERE, false, "ipv6"))))
        : List.of();
  }

  /** A call that could be the next, and what would become of it. */
  private record Proposal(Statement.Make statement, Call call, Rehearsal.Played played) {}

  void write() {
    begin();
    while (made < calls) {
      next();
    }
  }

  private void begin() {
    for (Statement statement : Openings.choose(dice)) {
      if (made < calls && statement instanceof Statement.Make make) {
        propose(Menu.named(make.call().function()), make).ifPresent(this::accept);
      }
    }
  }

  private void next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      World world = world(false);
      Op op = Menu.choose(world);
      World choices = world(op.signature().returnsData());
      Optional<String> label = label(dice.below(12) == 0);
      Optional<Proposal> proposal =
          op.arguments(choices).flatMap(arguments -> propose(op, arguments, label));
      if (proposal.isPresent() && isWanted(proposal.get())) {
        accept(proposal.get());
        return;
      }
    }
    propose(Menu.named("socket"), statement(Menu.named("socket"), DATAGRAM, Optional.empty()))
        .ifPresent(this::accept);
  }

  private World world(boolean receives) {
    return new World(dice, receives, descriptors, rehearsal);
  }

  /** A thread beside the main one that is in no call. */
  private Optional<String> label(boolean wanted) {
    return LABELS.stream()
        .filter(label -> wanted && !busy.containsKey(label) && !retired.contains(label))
        .findFirst();
  }

  /** The call by the main thread or a thread beside it; by one of those rather, if it may sleep. */
  private Optional<Proposal> propose(Op op, List<Value> arguments, Optional<String> label) {
    Optional<Proposal> proposal = propose(op, statement(op, arguments, label));
    boolean sleeps = proposal.isPresent() && proposal.get().played().maySleep();
    Optional<String> other = label(sleeps && label.isEmpty() && dice.below(4) == 0);
    return other.isPresent() ? propose(op, statement(op, arguments, other)) : proposal;
  }

  private Optional<Proposal> propose(Op op, Statement.Make statement) {
    Optional<Call> call = resolved(statement);
    if (call.isEmpty()) {
      return Optional.empty();
    }
    boolean expires =
        statement.thread().isEmpty()
            && (dice.below(8) == 0 || op.signature().name().equals("sleep"));
    Optional<Rehearsal.Played> played = rehearsal.play(call.get(), expires);
    if (played.isEmpty()) {
      count(notModelled, op, statement.call().arguments());
    }
    return played.map(after -> new Proposal(statement, call.get(), after));
  }

  /** The call; empty if its arguments do not go together. */
  private Optional<Call> resolved(Statement.Make statement) {
    try {
      return Optional.of(draft.resolve(statement));
    } catch (ScriptException e) {
      return Optional.empty();
    }
  }

  private Statement.Make statement(Op op, List<Value> arguments, Optional<String> label) {
    List<Statement.Name> names = new ArrayList<>();
    for (int i = 0; i < op.signature().descriptors(); i++) {
      int count = descriptors.size() + i;
      String name = count < NAMES.size() ? NAMES.get(count) : "s" + (count + 1);
      names.add(new Statement.Name(Choices.HERE, name));
    }
    return new Statement.Make(
        Choices.HERE,
        label,
        names,
        new Statement.CallExpression(Choices.HERE, op.signature().name(), arguments),
        List.of());
  }

  /** Calls that would find nothing to do are wanted less often than the others. */
  private boolean isWanted(Proposal proposal) {
    int thread = proposal.call().thread();
    Rehearsal.Played played = proposal.played();
    if (played.maySleep()) {
      return thread != 0 && !played.after().canExpire(thread);
    }
    if (proposal.call().op().signature().returnsData()) {
      return found(played.outcome()) || asksForErrors(proposal.statement()) || dice.below(4) == 0;
    }
    return played.outcome().filter(outcome -> outcome.value() >= 0).isPresent()
        || dice.below(2) == 0;
  }

  private static boolean asksForErrors(Statement.Make statement) {
    return statement.call().arguments().stream()
        .anyMatch(value -> Menu.wordsOf(value).contains("MSG_ERRQUEUE"));
  }

  private static boolean found(Optional<Outcome> outcome) {
    return outcome.map(o -> o.match(Outcome.Returned::data, failed -> Bytes.EMPTY)).stream()
        .anyMatch(data -> !data.isEmpty());
  }

  private void accept(Proposal proposal) {
    Statement.Make statement = proposal.statement();
    List<Value> arguments = statement.call().arguments();
    Call call = proposal.call();
    count(words, call.op(), arguments);
    peeksAtSeveral |= isPeek(call, arguments) && peeksAtTwo(arguments);
    add(statement);
    made++;
    for (int i = 0; i < statement.names().size(); i++) {
      descriptors.put(statement.names().get(i).text(), call.results().get(i).id());
    }
    statement.thread().ifPresent(label -> busy.put(label, call.thread()));
    rehearsal = proposal.played().after();
    tellOfThreads();
  }

  private void add(Statement statement) {
    draft.keep(statement);
    statements.add(statement);
  }

  private boolean isPeek(Call call, List<Value> arguments) {
    return call.op().signature().returnsData()
        && arguments.stream().anyMatch(value -> Menu.wordsOf(value).contains("MSG_PEEK"));
  }

  private boolean peeksAtTwo(List<Value> arguments) {
    World world = world(true);
    return Menu.wordsOf(arguments.get(0)).stream().anyMatch(name -> world.hasQueued(name, 2));
  }

  /**
   * Says of the threads that returned that they did. Of those that sleep nothing is said: whether
   * they do may depend on a port that the kernel chooses.
   */
  private void tellOfThreads() {
    for (Map.Entry<String, Integer> entry : List.copyOf(busy.entrySet())) {
      String label = entry.getKey();
      Optional<Boolean> inCall = rehearsal.isInCall(entry.getValue());
      if (inCall.isEmpty()) {
        retired.add(label);
        busy.remove(label);
      } else if (!inCall.get()) {
        add(new Statement.Returns(Choices.HERE, label, List.of()));
        busy.remove(label);
      }
    }
  }

  private static void count(Map<String, Integer> counts, Op op, List<Value> arguments) {
    for (String pair : Menu.pairs(op, arguments)) {
      counts.merge(pair, 1, Integer::sum);
    }
  }
}
