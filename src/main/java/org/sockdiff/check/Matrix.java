// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Profile;
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
   * @param steps what was seen of each action, by its index
   * @param difference why it is not as the first kernel; absent if it is, or if one of the two
   *     cannot be compared
   */
  public record Cell(
      CaseResult result,
      Optional<Recording> recording,
      Map<Integer, String> steps,
      Optional<Difference> difference) {}

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
    Map<Integer, String> steps = Transcript.of(recordings.get(0));
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

  private static Cell bare(CaseResult result) {
    return new Cell(result, Optional.empty(), Map.of(), Optional.empty());
  }

  private static Cell compared(
      Cell first, Column reference, Cell cell, Column column, LongSupplier clock) {
    if (first.recording().isEmpty()
        || cell.recording().isEmpty()
        || cell.result().verdict() == Verdict.INCONCLUSIVE
        || cell.steps().equals(first.steps())) {
      return cell;
    }
    RunHeader other = reference.header().orElseThrow();
    RunHeader own = column.header().orElseThrow();
    Checker asOther = new Checker(other.kernel(), own.kernel(), own.machine(), clock);
    CaseResult judged = asOther.checkModelOnly(cell.recording().get());
    int action = firstDifference(first.steps(), cell.steps());
    Difference difference;
    if (judged.divergences().stream().noneMatch(Divergence::isBetweenModelAndKernel)) {
      difference = new Difference(Difference.Kind.ALLOWED, List.of(), action);
    } else if (judged.explanation().isPresent()) {
      difference =
          new Difference(Difference.Kind.RULES, judged.explanation().get().flips(), action);
    } else {
      difference = byProfiles(cell, other.kernel(), own, action);
    }
    return new Cell(cell.result(), cell.recording(), cell.steps(), Optional.of(difference));
  }

  /** More than two rules at once: if the kernel's own profile allows it, those that it asks. */
  private static Difference byProfiles(Cell cell, Profile other, RunHeader header, int action) {
    if (cell.result().verdict() != Verdict.CONFORMS) {
      return new Difference(Difference.Kind.UNEXPLAINED, List.of(), action);
    }
    Profile own = header.kernel();
    List<Explanation.Flip> flips =
        Checker.rulesAsked(cell.recording().orElseThrow(), own, header.machine()).stream()
            .filter(rule -> other.answerOf(rule) != own.answerOf(rule))
            .map(
                rule -> new Explanation.Flip(rule, other.answerOf(rule), own.answerOf(rule), false))
            .toList();
    return new Difference(
        flips.isEmpty() ? Difference.Kind.UNEXPLAINED : Difference.Kind.RULES, flips, action);
  }

  private static int firstDifference(Map<Integer, String> one, Map<Integer, String> other) {
    for (Map.Entry<Integer, String> entry : one.entrySet()) {
      if (!entry.getValue().equals(other.get(entry.getKey()))) {
        return entry.getKey();
      }
    }
    return other.keySet().stream().filter(key -> !one.containsKey(key)).findFirst().orElse(0);
  }
}
