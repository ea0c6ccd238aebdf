// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.sockdiff.check.Explanation.Flip;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;
import org.sockdiff.target.Transcript;

/**
 * The same cases on several kernels: each judged under its own profile, and each compared with the
 * first.
 */
public final class Matrix {
  private final List<Column> columns;
  private final List<Row> rows;

  /**
   * A case on one kernel.
   *
   * @param result the judgement under the kernel's own profile
   * @param recording what was seen, in the first repeat
   * @param steps what was seen of each action, by its index; of each repeat
   * @param difference why it is not as the first kernel; absent if it is, or if one of the two
   *     cannot be compared
   */
  public record Cell(
      CaseResult result,
      Optional<Recording> recording,
      List<Map<Integer, String>> steps,
      Optional<Difference> difference) {
    public Cell {
      steps = steps.stream().map(Map::copyOf).toList();
    }

    /** Whether what was seen can be compared with what was seen of another kernel. */
    private boolean isComparable() {
      return recording.isPresent() && result.verdict() != Verdict.INCONCLUSIVE;
    }

    /** Whether one of its repeats was seen to be one of another's. */
    private boolean sameAs(Cell other) {
      return steps.stream().anyMatch(other.steps::contains);
    }
  }

  /** A case on all kernels, in the order of the columns. */
  public record Row(Program program, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }

    /** Whether every kernel does the same, as its profile says, or skips it. */
    public boolean isPlain() {
      return cells.stream()
          .allMatch(
              cell ->
                  cell.difference().isEmpty()
                      && (cell.result().verdict() == Verdict.CONFORMS
                          || cell.result().verdict() == Verdict.SKIPPED));
    }
  }

  private Matrix(List<Column> columns, List<Row> rows) {
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
  }

  /**
   * Judges and compares.
   *
   * @param clock nanoseconds, for the budget of explanations
   */
  public static Matrix of(List<Column> columns, List<Program> programs, LongSupplier clock) {
    List<Row> rows = new ArrayList<>();
    for (Program program : programs) {
      List<Cell> cells = new ArrayList<>();
      for (Column column : columns) {
        Cell cell = judged(program, column, clock);
        boolean first = cells.isEmpty();
        cells.add(first ? cell : compared(cells.get(0), columns.get(0), cell, column, clock));
      }
      rows.add(new Row(program, cells));
    }
    return new Matrix(columns, rows);
  }

  public List<Column> columns() {
    return columns;
  }

  public List<Row> rows() {
    return rows;
  }

  private static Cell judged(Program program, Column column, LongSupplier clock) {
    if (column.header().isEmpty()) {
      return bare(
          CaseResult.inconclusive(
              program,
              column.profile(),
              column.runs().stream()
                  .flatMap(run -> Optional.ofNullable(run.get(program.id())).stream())
                  .flatMap(recording -> recording.trouble().stream())
                  .findFirst()
                  .orElse("nothing was recorded")));
    }
    RunHeader header = column.header().get();
    Profile profile = header.kernel();
    Checker checker = new Checker(profile, profile, header.machine(), clock);
    Optional<String> unmet = checker.unmet(program);
    if (unmet.isPresent()) {
      return bare(CaseResult.skipped(program, profile.name(), unmet.get()));
    }
    List<Recording> recordings = new ArrayList<>();
    for (Map<String, Recording> run : column.runs()) {
      Optional.ofNullable(run.get(program.id())).ifPresent(recordings::add);
    }
    if (recordings.isEmpty()) {
      return bare(CaseResult.inconclusive(program, profile.name(), "not in the record"));
    }
    if (recordings.stream().anyMatch(recording -> !isOf(program, recording))) {
      return bare(
          CaseResult.inconclusive(
              program, profile.name(), "the script in the record is another than the first's"));
    }
    List<Map<Integer, String>> steps = recordings.stream().map(Transcript::of).toList();
    CaseResult result = checker.check(recordings.get(0));
    for (int i = 1; i < recordings.size(); i++) {
      Recording again = recordings.get(i);
      CaseResult other = checker.check(again);
      if (other.verdict() != result.verdict()
          && result.verdict() != Verdict.INCONCLUSIVE
          && other.verdict() != Verdict.INCONCLUSIVE) {
        result = result.flakyBecause(other.verdict().text() + " in repeat " + (i + 1));
        break;
      }
    }
    return new Cell(result, Optional.of(recordings.get(0)), steps, Optional.empty());
  }

  private static boolean isOf(Program program, Recording recording) {
    return recording.program().script().text().equals(program.script().text());
  }

  private static Cell bare(CaseResult result) {
    return new Cell(result, Optional.empty(), List.of(), Optional.empty());
  }

  private static Cell compared(
      Cell first, Column reference, Cell cell, Column column, LongSupplier clock) {
    if (!first.isComparable() || !cell.isComparable() || cell.sameAs(first)) {
      return cell;
    }
    RunHeader other = reference.header().orElseThrow();
    RunHeader own = column.header().orElseThrow();
    Checker asOther = new Checker(other.kernel(), own.kernel(), own.machine(), clock);
    CaseResult judged = asOther.checkModelOnly(cell.recording().get());
    int action = firstDifference(first.steps().get(0), cell.steps().get(0));
    Difference difference;
    if (judged.divergences().stream().noneMatch(Divergence::isBetweenModelAndKernel)) {
      if (isBehindRace(cell.result().program(), action)) {
        return cell;
      }
      difference = new Difference(Difference.Kind.ALLOWED, List.of(), action);
    } else {
      List<Flip> flips = byProfiles(cell.recording().get(), other.kernel(), own, clock);
      if (flips.isEmpty()) {
        flips =
            judged.explanation().filter(Explanation::whole).map(Explanation::flips).orElse(flips);
      }
      difference =
          new Difference(
              flips.isEmpty() ? Difference.Kind.UNEXPLAINED : Difference.Kind.RULES, flips, action);
    }
    return new Cell(cell.result(), cell.recording(), cell.steps(), Optional.of(difference));
  }

  /** Whether what is seen there is one sample of a race, or may follow from one. */
  private static boolean isBehindRace(Program program, int action) {
    return program.actions().subList(0, action + 1).stream()
        .anyMatch(Program.Race.class::isInstance);
  }

  /**
   * The rules, as few as will do, that make the other's model agree when it answers them as this
   * kernel's profile does; none if even all of them do not.
   */
  private static List<Flip> byProfiles(
      Recording recording, Profile other, RunHeader own, LongSupplier clock) {
    List<Flip> flips = new ArrayList<>();
    for (Rule<?> rule : Checker.rulesAsked(recording, own.kernel(), own.machine())) {
      Enum<?> observed = own.kernel().answerOf(rule);
      if (observed != other.answerOf(rule)) {
        flips.add(new Flip(rule, other.answerOf(rule), observed, false));
      }
    }
    if (!agrees(recording, other, own, flips, clock)) {
      return List.of();
    }
    for (Flip flip : List.copyOf(flips)) {
      List<Flip> fewer = new ArrayList<>(flips);
      fewer.remove(flip);
      if (agrees(recording, other, own, fewer, clock)) {
        flips = fewer;
      }
    }
    return flips;
  }

  private static boolean agrees(
      Recording recording, Profile other, RunHeader own, List<Flip> flips, LongSupplier clock) {
    Profile flipped = other;
    for (Flip flip : flips) {
      flipped = flipped.with(flip.rule(), flip.observed());
    }
    return new Checker(flipped, own.kernel(), own.machine(), clock).modelAgrees(recording);
  }

  private static int firstDifference(Map<Integer, String> one, Map<Integer, String> other) {
    Set<Integer> actions = new TreeSet<>(one.keySet());
    actions.addAll(other.keySet());
    return actions.stream()
        .filter(action -> !Objects.equals(one.get(action), other.get(action)))
        .findFirst()
        .orElse(0);
  }
}
