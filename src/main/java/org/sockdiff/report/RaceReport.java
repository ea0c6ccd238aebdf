// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.RaceSurvey;
import org.sockdiff.check.Verdict;
import org.sockdiff.explore.End;
import org.sockdiff.explore.Exploration;
import org.sockdiff.op.NamedOutcome;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Profile;
import org.sockdiff.script.Statement.Frequency;

/** A race for people: how many outcomes there are, which were seen how often, and what is wrong. */
public final class RaceReport {
  private static final int USUAL_ROWS = 12;

  private final PrintStream out;
  private final Style style;
  private final boolean all;

  /**
   * A report.
   *
   * @param all whether every outcome is listed
   */
  public RaceReport(PrintStream out, Style style, boolean all) {
    this.out = out;
    this.style = style;
    this.all = all;
  }

  public void begin(Program program) {
    out.println(style.strong(program.id() + ": " + program.script().title()));
  }

  /** What the model makes of the race. */
  public void model(RaceSurvey survey, String profile) {
    Exploration found = survey.exploration();
    out.printf(
        "  model   %s: %d states, %d transitions, %s interleavings, %d outcomes%n",
        profile,
        found.states(),
        found.transitions(),
        found.interleavings().map(String::valueOf).orElse("endless"),
        survey.allowed().size());
  }

  /** How many rounds the kernel was looked at, and what was seen. */
  public void kernel(RaceSurvey survey, String kernel, long nanos, long seed) {
    out.printf(
        Locale.ROOT,
        "  kernel  %s: %d rounds in %.1f s, %.0f a second; seed %d%n",
        kernel,
        survey.rounds(),
        nanos / 1e9,
        survey.rounds() / (nanos / 1e9),
        seed);
    if (survey.others() > 0) {
      out.println("  rounds that came to the race in another way: " + survey.others());
    }
    List<RaceSurvey.Row> allowed = survey.allowed();
    List<RaceSurvey.Row> seen = allowed.stream().filter(row -> row.rounds() > 0).toList();
    List<RaceSurvey.Row> unseen = allowed.stream().filter(row -> row.rounds() == 0).toList();
    heading("allowed and seen", seen.size());
    rows(survey, seen);
    if (!unseen.isEmpty()) {
      heading("allowed, never seen (a note)", unseen.size());
      rows(survey, unseen);
    }
  }

  private void heading(String text, int count) {
    out.println("  " + text + ": " + count);
  }

  private void rows(RaceSurvey survey, List<RaceSurvey.Row> rows) {
    int shown = all || rows.size() <= USUAL_ROWS ? rows.size() : USUAL_ROWS;
    for (RaceSurvey.Row row : rows.subList(0, shown)) {
      out.printf("    %9d  %s%n", row.rounds(), Printable.of(survey.text(row.ends())));
    }
    if (shown < rows.size()) {
      out.println("               and " + (rows.size() - shown) + " more; -v lists them");
    }
  }

  /**
   * Says what was seen and is not allowed, and what became of the outcomes that the author names.
   *
   * @param kernel the profile of the kernel that was observed
   */
  public Verdict judged(RaceSurvey survey, Profile model, Profile kernel) {
    boolean diverges = false;
    for (RaceSurvey.Row row : survey.forbidden()) {
      diverges = true;
      out.println(style.strong("  seen, not allowed"));
      out.printf("    %9d  %s%n", row.rounds(), Printable.of(survey.text(row.ends())));
      out.println("    the nearest that is allowed, by this schedule:");
      new Columns(survey).lines(survey.nearestSchedule(row.ends())).forEach(out::println);
    }
    boolean unseen = false;
    for (NamedOutcome named : survey.race().outcomes()) {
      if (!named.guard().holds(model) && !named.guard().holds(kernel)) {
        continue;
      }
      long rounds = survey.roundsOf(named);
      boolean wrong =
          named.frequency() == Frequency.NEVER
              ? (named.guard().holds(kernel) && rounds > 0)
                  || (named.guard().holds(model) && survey.allows(named))
              : named.guard().holds(model) && !survey.allows(named);
      boolean missing =
          named.frequency() == Frequency.MUST
              && named.guard().holds(kernel)
              && survey.rounds() > 0
              && rounds == 0;
      diverges |= wrong;
      unseen |= missing;
      out.println(
          "  "
              + word(named)
              + " "
              + named.text()
              + ": "
              + (survey.allows(named) ? "allowed" : "not allowed")
              + (survey.rounds() == 0 ? "" : ", " + frequency(rounds, survey.rounds()))
              + (wrong ? style.strong("  which differs") : "")
              + (missing ? "  which is too few rounds, or a difference" : ""));
    }
    return diverges ? Verdict.DIVERGES : unseen ? Verdict.INCONCLUSIVE : Verdict.CONFORMS;
  }

  private static String word(NamedOutcome named) {
    return named.frequency().name().toLowerCase(Locale.ROOT);
  }

  private static String frequency(long rounds, long all) {
    return rounds == 0
        ? "Never seen"
        : rounds == all ? "Always seen" : "Sometimes seen (" + rounds + " of " + all + ")";
  }

  /** A round that is judged by itself. */
  public void once(CaseResult result) {
    CaseText.lines(result, style).forEach(line -> out.println("  " + line));
    if (!result.reason().isEmpty()) {
      out.println("  " + CaseText.reason(result));
    }
  }

  /** The verdict, with a reason if there is something to say. */
  public void end(Verdict verdict, String reason) {
    out.println(
        "  "
            + style.verdict(verdict, verdict.text())
            + (reason.isEmpty() ? "" : " (" + reason + ")"));
    out.println();
  }

  /** A schedule, a column for each thread. */
  private static final class Columns {
    private final RaceSurvey survey;

    Columns(RaceSurvey survey) {
      this.survey = survey;
    }

    List<String> lines(List<Exploration.Turn> turns) {
      List<Integer> threads = new ArrayList<>();
      turns.stream().map(Exploration.Turn::thread).distinct().sorted().forEach(threads::add);
      List<String> texts = turns.stream().map(this::text).toList();
      List<String> lines = new ArrayList<>();
      StringBuilder heads = new StringBuilder("      ");
      for (int thread : threads) {
        String label = survey.program().threads().get(thread);
        heads.append(padded(label, width(thread, turns, texts))).append("  ");
      }
      lines.add(heads.toString().stripTrailing());
      for (int i = 0; i < turns.size(); i++) {
        StringBuilder line = new StringBuilder("      ");
        for (int thread : threads) {
          String text = turns.get(i).thread() == thread ? texts.get(i) : "";
          line.append(padded(text, width(thread, turns, texts))).append("  ");
        }
        lines.add(line.toString().stripTrailing());
      }
      return lines;
    }

    private static String padded(String text, int width) {
      return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static int width(int thread, List<Exploration.Turn> turns, List<String> texts) {
      int width = 1;
      for (int i = 0; i < turns.size(); i++) {
        width = turns.get(i).thread() == thread ? Math.max(width, texts.get(i).length()) : width;
      }
      return width;
    }

    private String text(Exploration.Turn turn) {
      boolean earlier = turn.call() >= survey.race().calls().size();
      String call = earlier ? "the call before" : survey.race().calls().get(turn.call()).toString();
      return Printable.of(
          call + " " + turn.end().map(end -> end(turn, earlier, end)).orElse("..."));
    }

    private String end(Exploration.Turn turn, boolean earlier, End end) {
      return earlier ? (end.sleeps() ? "sleeps" : "returns") : survey.text(turn.call(), end);
    }
  }
}
