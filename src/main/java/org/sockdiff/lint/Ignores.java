// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockdiff.script.Location;
import org.sockdiff.script.Script;
import org.sockdiff.syntax.TraceComments;
import org.sockdiff.syntax.TraceComments.Comment;

/** The {@code # sockdiff-ignore: SD101 reason} comments of a script. */
final class Ignores {
  private static final String MARK = "sockdiff-ignore";
  private static final Pattern FORM =
      Pattern.compile(MARK + ":\\s*(SD[0-9]+(?:\\s*,\\s*SD[0-9]+)*)\\s*(.*)");

  private final List<Ignore> ignores = new ArrayList<>();
  private final List<Finding> wrong = new ArrayList<>();

  private Ignores() {}

  /** One id of a comment, and the line that it is for. */
  private record Ignore(Location location, String id, int line) {
    boolean covers(Finding finding) {
      return finding.rule().id().equals(id)
          && finding.rule() != LintRule.BAD_IGNORE
          && finding.location().line() == line;
    }
  }

  /** Whether a comment's text is one. */
  static boolean isOne(String comment) {
    return comment.startsWith(MARK);
  }

  static Ignores of(Script script) {
    Ignores ignores = new Ignores();
    List<Comment> comments = TraceComments.of(script.name(), script.text());
    TreeSet<Integer> linesOfComments = new TreeSet<>();
    for (Comment comment : comments) {
      if (comment.alone()) {
        linesOfComments.add(comment.location().line());
      }
    }
    for (Comment comment : comments) {
      if (isOne(comment.text())) {
        int line = comment.location().line();
        while (linesOfComments.contains(line)) {
          line++;
        }
        ignores.read(comment, line);
      }
    }
    return ignores;
  }

  private void read(Comment comment, int line) {
    Matcher matcher = FORM.matcher(comment.text());
    if (!matcher.matches()) {
      wrong(comment.location(), "expected 'sockdiff-ignore: SD101 reason'");
      return;
    }
    if (matcher.group(2).isBlank()) {
      wrong(comment.location(), "say after the id why it is ignored");
    }
    for (String id : matcher.group(1).split("\\s*,\\s*", -1)) {
      Optional<LintRule> rule = LintRule.named(id);
      if (rule.isEmpty()) {
        wrong(comment.location(), "there is no rule " + id);
      } else {
        ignores.add(new Ignore(comment.location(), id, line));
      }
    }
  }

  private void wrong(Location location, String message) {
    wrong.add(Finding.of(LintRule.BAD_IGNORE, location, message));
  }

  /** The findings that are not ignored, and what is wrong with the comments, in order. */
  List<Finding> applied(Collection<Finding> findings) {
    TreeSet<Finding> left = new TreeSet<>(wrong);
    for (Finding finding : findings) {
      if (ignores.stream().noneMatch(ignore -> ignore.covers(finding))) {
        left.add(finding);
      }
    }
    for (Ignore ignore : ignores) {
      if (findings.stream().noneMatch(ignore::covers)) {
        left.add(
            Finding.of(
                LintRule.BAD_IGNORE,
                ignore.location(),
                "nothing is found on line " + ignore.line() + " that " + ignore.id() + " is for"));
      }
    }
    return List.copyOf(left);
  }
}
