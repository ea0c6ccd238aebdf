// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptPrinter;

/**
 * Lays a script out in the one way: expectations start at column 41, as strace's do, counters at
 * column 53; those below a call make a table. Comments, the spelling of values and empty lines
 * stay, one at a time.
 */
public final class TraceFormatter {
  private static final int RESULTS_COLUMN = 40;
  private static final int COUNTERS_COLUMN = 52;
  private static final int WIDEST_CELL = 48;
  private static final String INDENT = "    ";

  private final List<FormattedLine> lines = new ArrayList<>();

  private TraceFormatter() {}

  /**
   * Formats a script, comments included.
   *
   * @throws org.sockdiff.script.ScriptException if it does not parse
   */
  public static String format(String name, String text) {
    return format(name, text, List.of());
  }

  /**
   * Formats a script with some lines changed.
   *
   * @throws org.sockdiff.script.ScriptException if it does not parse
   */
  public static String format(String name, String text, List<LineEdit> edits) {
    TraceReader.parse(name, text);
    TraceFormatter formatter = new TraceFormatter();
    formatter.read(name, text);
    edits.forEach(edit -> formatter.lines.get(edit.line() - 1).pieces.change(edit));
    formatter.findLinesBelow();
    formatter.alignLinesBelow();
    return formatter.write();
  }

  /** Writes a script from its tree, of which the title is the only comment. */
  public static String format(Script script) {
    return format(script.name(), ScriptPrinter.print(script));
  }

  private void read(String name, String text) {
    CommonTokenStream stream = SourceLine.lex(name, text);
    TraceParser parser = new TraceParser(stream);
    SourceLine line = SourceLine.at(stream.getTokens(), 0);
    while (line != null) {
      stream.seek(line.start());
      lines.add(
          new FormattedLine(line.hasNoCode() ? null : parser.line().content(), line.comment()));
      line = SourceLine.at(stream.getTokens(), line.end() + 1);
    }
  }

  /** Whatever stands between a call and an expectation below it belongs to the call, too. */
  private void findLinesBelow() {
    boolean below = false;
    for (int i = lines.size() - 1; i >= 0; i--) {
      FormattedLine line = lines.get(i);
      below = line.hasCode() ? line.isContinuation() : below;
      line.below = below;
    }
  }

  /** The expectations below one call are a table: results, counters, guard. */
  private void alignLinesBelow() {
    int results = 0;
    int counters = 0;
    int first = 0;
    for (int i = 0; i < lines.size(); i++) {
      FormattedLine line = lines.get(i);
      if (!line.below) {
        results = 0;
        counters = 0;
        first = i + 1;
        continue;
      }
      results = Math.max(results, width(line.pieces.results));
      counters = Math.max(counters, width(line.pieces.counters));
      if (i + 1 == lines.size() || !lines.get(i + 1).below) {
        for (FormattedLine row : lines.subList(first, i + 1)) {
          row.countersColumn = results == 0 ? 0 : results + 1;
          row.guardColumn = row.countersColumn + (counters == 0 ? 0 : counters + 1);
        }
      }
    }
  }

  private static int width(StringBuilder cell) {
    return cell.length() > WIDEST_CELL ? 0 : cell.length();
  }

  private String write() {
    StringBuilder out = new StringBuilder();
    String indent = "";
    boolean emptyBefore = false;
    boolean opened = true;
    for (FormattedLine line : lines) {
      if (line.isEmpty()) {
        emptyBefore = true;
        continue;
      }
      if (line.closes()) {
        indent = indent.substring(INDENT.length());
      }
      if (emptyBefore && !opened && !line.closes() && !line.below) {
        out.append('\n');
      }
      out.append(line.below ? below(line, indent + INDENT) : statement(line, indent)).append('\n');
      opened = line.opens();
      emptyBefore = false;
      indent = opened ? indent + INDENT : indent;
    }
    return out.toString();
  }

  private static StringBuilder statement(FormattedLine line, String indent) {
    StringBuilder out = new StringBuilder(indent);
    append(out, line.pieces.head, 0, indent);
    append(out, line.pieces.results, line.isReturns() ? 0 : RESULTS_COLUMN, indent);
    append(out, line.pieces.counters, COUNTERS_COLUMN, indent);
    append(out, line.pieces.guard, 0, indent);
    return comment(out, line, indent);
  }

  private static StringBuilder below(FormattedLine line, String indent) {
    StringBuilder out = new StringBuilder(indent);
    append(out, line.pieces.results, 0, indent);
    append(out, line.pieces.counters, indent.length() + line.countersColumn, indent);
    append(out, line.pieces.guard, indent.length() + line.guardColumn, indent);
    return comment(out, line, indent);
  }

  /** Appends a piece at the column, or after a blank if the line is that long already. */
  private static void append(StringBuilder out, CharSequence piece, int column, String indent) {
    if (piece.length() == 0) {
      return;
    }
    if (out.length() > indent.length()) {
      out.append(' ');
    }
    while (out.length() < column) {
      out.append(' ');
    }
    out.append(piece);
  }

  private static StringBuilder comment(StringBuilder out, FormattedLine line, String indent) {
    if (!line.comment.isEmpty()) {
      out.append(out.length() > indent.length() ? "  " : "").append(line.comment);
    }
    return out;
  }
}
