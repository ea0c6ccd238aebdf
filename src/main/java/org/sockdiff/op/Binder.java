// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.Family;
import org.sockdiff.script.Expectation;
import org.sockdiff.script.Header;
import org.sockdiff.script.Location;
import org.sockdiff.script.Result;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptError;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.ScriptText;
import org.sockdiff.script.Statement;
import org.sockdiff.script.Value;

/**
 * Turns a script into programs, one for each combination of its {@code with} values: names, calls
 * and arguments resolved, repeats unrolled. Reports every error of the script at once.
 */
public final class Binder {
  private static final int MOST_CASES = 64;
  private static final int MOST_RACERS = 8;
  private static final String MAIN = "";

  private final Script script;
  private final List<ScriptError> errors;
  private final Scope scope;
  private final List<String> threads = new ArrayList<>(List.of(MAIN));
  private final Map<Integer, Call> unfinished = new TreeMap<>();
  private final List<Fd> descriptors = new ArrayList<>();
  private final List<Program.Action> actions = new ArrayList<>();
  private int slept;
  private Optional<Program.Race> lastRace = Optional.empty();
  private final Set<Counter.Table> tables = EnumSet.noneOf(Counter.Table.class);

  Binder(Script script, Map<String, Value> variables, List<ScriptError> errors) {
    this.script = script;
    this.errors = errors;
    this.scope = new Scope(variables);
  }

  /**
   * The cases of a script.
   *
   * @throws ScriptException with every error in it
   */
  public static List<Program> bind(Script script) {
    List<ScriptError> errors = new ArrayList<>();
    List<Program> programs = new ArrayList<>();
    for (Map<String, Value> variables : combinations(script, errors)) {
      programs.add(new Binder(script, variables, errors).program(variables));
    }
    if (!errors.isEmpty()) {
      throw new ScriptException(errors);
    }
    return programs;
  }

  private static List<Map<String, Value>> combinations(Script script, List<ScriptError> errors) {
    List<Map<String, Value>> all = new ArrayList<>(List.of(Map.of()));
    for (Header header : script.headers()) {
      if (header instanceof Header.With with) {
        List<Map<String, Value>> more = new ArrayList<>();
        for (Map<String, Value> before : all) {
          for (Value value : with.values()) {
            Map<String, Value> one = new LinkedHashMap<>(before);
            one.put(with.variable(), value);
            more.add(one);
          }
        }
        all = more;
        if (all.size() > MOST_CASES) {
          errors.add(
              new ScriptError(with.location(), "a script makes at most " + MOST_CASES + " cases"));
          return List.of();
        }
      }
    }
    return all;
  }

  private Program program(Map<String, Value> variables) {
    for (Statement statement : script.statements()) {
      bind(statement);
    }
    return new Program(
        id(variables),
        script,
        variables.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + ScriptText.of(entry.getValue()))
            .toList(),
        threads,
        descriptors,
        tables,
        needs(),
        scope.namesFiles(),
        actions);
  }

  private Needs needs() {
    try {
      return Needs.of(script.headers());
    } catch (ScriptException e) {
      errors.addAll(e.errors());
      return Needs.of(List.of());
    }
  }

  private String id(Map<String, Value> variables) {
    String path = script.name();
    int traces = path.lastIndexOf("traces/");
    String id = traces < 0 ? path : path.substring(traces + "traces/".length());
    if (id.endsWith(".trace")) {
      id = id.substring(0, id.length() - ".trace".length());
    }
    StringBuilder values = new StringBuilder();
    variables.forEach(
        (name, value) ->
            values
                .append(values.length() == 0 ? "[" : ",")
                .append(name)
                .append('=')
                .append(plain(ScriptText.of(value))));
    return values.length() == 0 ? id : id + values + "]";
  }

  private static String plain(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }

  void bind(Statement statement) {
    try {
      if (statement instanceof Statement.Make make) {
        make(make);
      } else if (statement instanceof Statement.Returns returns) {
        returns(returns);
      } else if (statement instanceof Statement.StillBlocked still) {
        still(still);
      } else if (statement instanceof Statement.Repeat repeat) {
        for (int i = 0; i < repeat.times(); i++) {
          repeat.body().forEach(this::bind);
        }
      } else if (statement instanceof Statement.Race race) {
        race(race);
      } else {
        outcomes((Statement.Outcomes) statement);
      }
    } catch (ScriptException e) {
      errors.addAll(e.errors());
    }
  }

  private int thread(Optional<String> label) {
    String name = label.orElse(MAIN);
    int index = threads.indexOf(name);
    if (index < 0) {
      threads.add(name);
      index = threads.size() - 1;
    }
    return index;
  }

  private void make(Statement.Make make) {
    int thread = thread(make.thread());
    Call call = call(make, thread);
    List<Stated> stated = stated(call, make.expectations());
    Call before = unfinished.get(thread);
    if (before != null) {
      throw stillIn(make.location(), thread, before);
    }
    if (thread != 0 || stated.stream().anyMatch(Stated::blocks)) {
      if (stated.isEmpty() || stated.stream().anyMatch(Stated::blocks)) {
        unfinished.put(thread, call);
      }
    }
    slept += Sleep.millis(call);
    if (slept > Sleep.LONGEST) {
      throw Sleep.tooLong(make.location());
    }
    actions.add(new Program.Do(actions.size(), make.location(), call, stated));
    for (Fd fd : call.results()) {
      scope.bind(fd, family(call));
    }
    if (call.op().signature().descriptors() > 0) {
      addTables(family(call));
    }
  }

  /** What a call would be as the next statement, which nothing remembers. */
  Call resolve(Statement.Make make) {
    int known = threads.size();
    int made = descriptors.size();
    try {
      return call(make, thread(make.thread()));
    } finally {
      threads.subList(known, threads.size()).clear();
      descriptors.subList(made, descriptors.size()).clear();
    }
  }

  private ScriptException stillIn(Location location, int thread, Call before) {
    return Scope.wrong(
        location,
        (thread == 0 ? "the main thread" : "thread " + threads.get(thread))
            + " may still be in "
            + before
            + " of line "
            + before.location().line()
            + (thread == 0 ? ": label that call" : ": say first that it returns"));
  }

  /** The family of the sockets that a call makes: as it says, or that of the socket it is on. */
  private int family(Call call) {
    int family = call.op().family(call);
    return family >= 0 ? family : call.descriptor().map(scope::familyOf).orElse(-1);
  }

  /** Only sockets of the inet families move counters. */
  private void addTables(int family) {
    if (family == Family.AF_INET || family == Family.AF_INET6) {
      tables.add(Counter.Table.UDP);
    }
    if (family == Family.AF_INET6) {
      tables.add(Counter.Table.UDP6);
    }
  }

  private Call call(Statement.Make make, int thread) {
    Statement.CallExpression expression = make.call();
    Op op =
        Ops.named(expression.function())
            .orElseThrow(
                () ->
                    Scope.wrong(
                        expression.location(),
                        "unknown call '"
                            + expression.function()
                            + "'"
                            + Suggestion.among(expression.function(), Ops.names())));
    Signature signature = op.signature();
    List<Value> given = expression.arguments();
    checkArity(expression, signature);
    List<Object> arguments = new ArrayList<>();
    List<ScriptError> wrong = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      try {
        arguments.add(signature.given().get(i).read(scope, given.get(i)));
      } catch (ScriptException e) {
        wrong.addAll(e.errors());
      }
    }
    List<Fd> results = results(make, signature);
    if (!wrong.isEmpty()) {
      results.forEach(fd -> scope.bind(fd, -1));
      throw new ScriptException(wrong);
    }
    Call call =
        new Call(expression.location(), thread, op, arguments, results, ScriptText.of(expression));
    op.check(call);
    return call;
  }

  private static void checkArity(Statement.CallExpression expression, Signature signature) {
    int most = signature.given().size();
    int least = most - signature.optional();
    int given = expression.arguments().size();
    if (given < least || given > most) {
      throw Scope.wrong(
          expression.location(),
          signature.name()
              + "("
              + String.join(", ", signature.given().stream().map(Param::name).toList())
              + ") takes "
              + (least == most ? "" : least + " to ")
              + most
              + (most == 1 ? " argument, not " : " arguments, not ")
              + given);
    }
  }

  private List<Fd> results(Statement.Make make, Signature signature) {
    List<Statement.Name> names = make.names();
    if (names.size() > signature.descriptors()) {
      throw Scope.wrong(
          names.get(0).location(),
          signature.descriptors() == 0
              ? signature.name() + " makes no descriptor: there is nothing to name"
              : signature.name()
                  + " makes "
                  + signature.descriptors()
                  + " descriptor, not "
                  + names.size());
    }
    List<Fd> results = new ArrayList<>();
    for (int i = 0; i < signature.descriptors(); i++) {
      String name = i < names.size() ? names.get(i).text() : "line " + make.location().line();
      Fd fd = Fd.named(descriptors.size(), name);
      descriptors.add(fd);
      results.add(fd);
    }
    return results;
  }

  private void race(Statement.Race race) {
    lastRace = Optional.empty();
    List<Call> calls = new ArrayList<>();
    List<ScriptError> wrong = new ArrayList<>();
    for (Statement statement : race.body()) {
      try {
        calls.add(racing((Statement.Make) statement));
      } catch (ScriptException e) {
        wrong.addAll(e.errors());
      }
    }
    if (!wrong.isEmpty()) {
      throw new ScriptException(wrong);
    }
    long racers = calls.stream().mapToInt(Call::thread).distinct().count();
    if (racers < 2 || racers > MOST_RACERS) {
      throw Scope.wrong(
          race.location(), "a race is between 2 to " + MOST_RACERS + " threads, not " + racers);
    }
    Program.Race bound = new Program.Race(actions.size(), race.location(), calls, List.of());
    actions.add(bound);
    lastRace = Optional.of(bound);
  }

  private Call racing(Statement.Make make) {
    int thread = thread(make.thread());
    Call call = call(make, thread);
    if (call.op().signature().descriptors() > 0) {
      call.results().forEach(fd -> scope.bind(fd, family(call)));
      throw Scope.wrong(make.location(), "a race makes no descriptors: make them before it");
    }
    if (!make.expectations().isEmpty()) {
      throw Scope.wrong(
          make.expectations().get(0).location(),
          "what is expected of a race stands in 'outcomes {' after it");
    }
    Call before = unfinished.get(thread);
    if (before != null) {
      throw stillIn(make.location(), thread, before);
    }
    return call;
  }

  private void outcomes(Statement.Outcomes outcomes) {
    if (lastRace.isEmpty()) {
      return; // The race was wrong, and that was said.
    }
    Program.Race race = lastRace.get();
    List<NamedOutcome> named = new ArrayList<>();
    List<ScriptError> wrong = new ArrayList<>();
    for (Statement.OutcomeRow row : outcomes.rows()) {
      try {
        named.add(named(race, row));
      } catch (ScriptException e) {
        wrong.addAll(e.errors());
      }
    }
    if (!wrong.isEmpty()) {
      throw new ScriptException(wrong);
    }
    actions.set(race.index(), new Program.Race(race.index(), race.location(), race.calls(), named));
  }

  private NamedOutcome named(Program.Race race, Statement.OutcomeRow row) {
    List<Optional<Wanted>> ends = new ArrayList<>();
    for (int i = 0; i < row.ends().size(); i++) {
      Call call = race.calls().get(i);
      ends.add(row.ends().get(i).map(result -> WantedReader.read(scope, call, result)));
    }
    return new NamedOutcome(
        row.location(),
        row.frequency(),
        ends,
        Guarded.of(row.guard()),
        String.join(
            ", ",
            row.ends().stream().map(end -> end.map(ScriptText::of).orElse("blocks")).toList()));
  }

  private Call unfinished(Location location, String label) {
    int thread = threads.indexOf(label);
    Call call = unfinished.get(thread);
    if (call == null) {
      throw Scope.wrong(location, "thread " + label + " is in no call here");
    }
    return call;
  }

  private void returns(Statement.Returns returns) {
    Call call = unfinished(returns.location(), returns.thread());
    int thread = threads.indexOf(returns.thread());
    List<Stated> stated = stated(call, returns.expectations());
    unfinished.remove(thread);
    actions.add(new Program.Awaited(actions.size(), returns.location(), thread, call, stated));
  }

  private void still(Statement.StillBlocked still) {
    Call call = unfinished(still.location(), still.thread());
    int thread = threads.indexOf(still.thread());
    Stated stated =
        new Stated(still.location(), true, List.of(), Optional.empty(), Guarded.of(still.guard()));
    actions.add(
        new Program.Sleeping(actions.size(), still.location(), thread, call, List.of(stated)));
  }

  private List<Stated> stated(Call call, List<Expectation> expectations) {
    List<Stated> stated = new ArrayList<>();
    List<ScriptError> wrong = new ArrayList<>();
    for (Expectation expectation : expectations) {
      try {
        stated.add(stated(call, expectation));
      } catch (ScriptException e) {
        wrong.addAll(e.errors());
      }
    }
    if (!wrong.isEmpty()) {
      call.results().forEach(fd -> scope.bind(fd, family(call)));
      throw new ScriptException(wrong);
    }
    return stated;
  }

  private Stated stated(Call call, Expectation expectation) {
    List<Wanted> wanted = new ArrayList<>();
    for (Result result : expectation.results()) {
      wanted.add(WantedReader.read(scope, call, result));
    }
    return new Stated(
        expectation.location(),
        expectation.blocks(),
        wanted,
        expectation.counters().map(block -> counters(call, block)),
        Guarded.of(expectation.guard()));
  }

  private Counters counters(Call call, Expectation.CounterBlock block) {
    Counters counters = Counters.NONE;
    for (Expectation.Delta delta : block.deltas()) {
      Counter counter = counter(call, delta);
      if (counters.get(counter) != 0) {
        throw Scope.wrong(delta.location(), counter.text() + " stands here twice");
      }
      counters = counters.plus(counter, delta.amount());
    }
    return counters;
  }

  private Counter counter(Call call, Expectation.Delta delta) {
    int dot = delta.name().indexOf('.');
    String column = delta.name().substring(dot + 1);
    Counter.Table table =
        dot < 0
            ? tableOf(call, delta.location())
            : table(delta.name().substring(0, dot), delta.location());
    return Counter.of(table, column)
        .orElseThrow(
            () ->
                Scope.wrong(
                    delta.location(),
                    "unknown counter '"
                        + delta.name()
                        + "'"
                        + Suggestion.among(column, columns(table))));
  }

  private Counter.Table tableOf(Call call, Location location) {
    int family = family(call);
    if (family != Family.AF_INET && family != Family.AF_INET6) {
      throw Scope.wrong(location, "name the counter's table, as in Udp.InDatagrams");
    }
    return family == Family.AF_INET6 ? Counter.Table.UDP6 : Counter.Table.UDP;
  }

  private static Counter.Table table(String name, Location location) {
    List<String> known = new ArrayList<>();
    for (Counter.Table table : Counter.Table.values()) {
      if (table.text().equals(name)) {
        return table;
      }
      known.add(table.text());
    }
    throw Scope.wrong(
        location, "unknown counter table '" + name + "'" + Suggestion.among(name, known));
  }

  private static List<String> columns(Counter.Table table) {
    List<String> columns = new ArrayList<>();
    for (Counter counter : Counter.values()) {
      if (counter.table() == table) {
        columns.add(counter.column());
      }
    }
    return columns;
  }
}
