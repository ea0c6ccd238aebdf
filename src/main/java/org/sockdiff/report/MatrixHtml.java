// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Column;
import org.sockdiff.check.Difference;
import org.sockdiff.check.Explanation.Flip;
import org.sockdiff.check.Matrix;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Profile;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.RunHeader;

/**
 * The table as a page: one file without anything from elsewhere. Each case opens to its steps, the
 * kernels side by side, and to what the model says of the first kernel: the queues before and after
 * each call, and the rules that decided.
 */
public final class MatrixHtml {
  private static final String NAME = "matrix";

  private final String version;

  /** A page; {@code version} is this program's. */
  public MatrixHtml(String version) {
    this.version = version;
  }

  /** The whole page. */
  public String page(Matrix matrix) {
    StringBuilder html = new StringBuilder(1 << 16);
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>sockdiff: ").append(escaped(names(matrix))).append("</title>\n");
    html.append("<style>\n").append(resource("css")).append("</style>\n</head>\n<body>\n<main>\n");
    html.append("<h1>Sockets of ").append(matrix.columns().size()).append(" kernels</h1>\n");
    html.append("<p class=\"faint\">Made by sockdiff ").append(escaped(version));
    html.append(". Each kernel is judged by the profile of its own version, and compared with ");
    html.append(escaped(matrix.columns().get(0).kernel())).append(".</p>\n");
    kernels(html, matrix);
    filters(html, matrix);
    table(html, matrix);
    html.append("</main>\n<script>\n")
        .append(resource("js"))
        .append("</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private static String names(Matrix matrix) {
    return matrix.columns().stream().map(Column::kernel).collect(Collectors.joining(", "));
  }

  private static String resource(String ending) {
    String name = NAME + "." + ending;
    try (InputStream in =
        Objects.requireNonNull(MatrixHtml.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kernels(StringBuilder html, Matrix matrix) {
    html.append("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">kernel</th>");
    html.append("<th scope=\"col\">release</th><th scope=\"col\">judged as</th>");
    html.append("<th scope=\"col\">verdicts</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < matrix.columns().size(); i++) {
      Column column = matrix.columns().get(i);
      Summary summary = new Summary();
      for (Matrix.Row row : matrix.rows()) {
        summary.add(row.cells().get(i).result());
      }
      html.append("<tr><th scope=\"row\">").append(escaped(column.kernel())).append("</th><td>");
      html.append(escaped(column.header().map(h -> h.machine().release()).orElse("")));
      html.append("</td><td>").append(escaped(column.profile())).append("</td><td>");
      html.append(escaped(summary.toString())).append("</td></tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private static void filters(StringBuilder html, Matrix matrix) {
    Set<String> rules = new TreeSet<>();
    matrix.rows().forEach(row -> rules.addAll(because(row)));
    html.append("<div class=\"filters\" role=\"search\">\n");
    html.append("<label>Name <input id=\"text\" type=\"search\"></label>\n");
    html.append("<label>Because of <select id=\"rule\"><option value=\"\">anything</option>");
    rules.forEach(
        rule ->
            html.append("<option value=\"")
                .append(escaped(rule))
                .append("\">")
                .append(escaped(rule))
                .append("</option>"));
    html.append("</select></label>\n");
    html.append("<label><input id=\"plain\" type=\"checkbox\"> also what is the same</label>\n");
    html.append("<output id=\"shown\" class=\"faint\"></output>\n</div>\n");
  }

  /** What stands for the reasons of a row's differences: rules, and kinds that have none. */
  private static Set<String> because(Matrix.Row row) {
    Set<String> because = new TreeSet<>();
    for (Matrix.Cell cell : row.cells()) {
      cell.difference()
          .ifPresent(
              difference -> {
                if (difference.kind() == Difference.Kind.RULES) {
                  difference.flips().forEach(flip -> because.add(flip.rule().id()));
                } else {
                  because.add(difference.kind().text());
                }
              });
      Verdict verdict = cell.result().verdict();
      if (verdict != Verdict.CONFORMS && verdict != Verdict.SKIPPED) {
        because.add(MatrixText.text(cell));
      }
    }
    return because;
  }

  private static void table(StringBuilder html, Matrix matrix) {
    html.append("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">case</th>");
    for (Column column : matrix.columns()) {
      html.append("<th scope=\"col\">").append(escaped(column.kernel())).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    int index = 0;
    for (Matrix.Row row : matrix.rows()) {
      row(html, matrix, row, index++);
    }
    html.append("</tbody></table></div>\n");
  }

  private static void row(StringBuilder html, Matrix matrix, Matrix.Row row, int index) {
    String name = escaped(row.program().id());
    html.append("<tr class=\"case\" id=\"").append(name).append("\" data-name=\"").append(name);
    html.append("\" data-plain=\"").append(row.isPlain()).append("\" data-because=\"");
    html.append(escaped(String.join(" ", because(row)))).append("\"><td>");
    html.append("<button type=\"button\" class=\"name\" aria-expanded=\"false\" aria-controls=\"d");
    html.append(index).append("\">").append(name).append("</button></td>");
    for (Matrix.Cell cell : row.cells()) {
      String text = MatrixText.text(cell);
      html.append("<td class=\"cell ").append(text).append("\">").append(text).append("</td>");
    }
    html.append("</tr>\n<tr class=\"detail\" id=\"d")
        .append(index)
        .append("\" hidden><td colspan=\"");
    html.append(matrix.columns().size() + 1).append("\">\n");
    html.append("<div class=\"inside\">\n");
    detail(html, matrix, row);
    html.append("</div></td></tr>\n");
  }

  private static void detail(StringBuilder html, Matrix matrix, Matrix.Row row) {
    html.append("<p>").append(escaped(row.program().script().title())).append("</p>\n");
    for (int i = 0; i < row.cells().size(); i++) {
      Matrix.Cell cell = row.cells().get(i);
      String kernel = escaped(matrix.columns().get(i).kernel());
      cell.difference()
          .ifPresent(
              difference ->
                  html.append("<p><b>")
                      .append(kernel)
                      .append("</b> differs: ")
                      .append(escaped(why(difference)))
                      .append("</p>\n"));
      CaseResult result = cell.result();
      if (result.verdict() != Verdict.CONFORMS) {
        html.append("<p><b>").append(kernel).append("</b> ").append(result.verdict().text());
        html.append(": ").append(escaped(CaseText.why(result))).append("</p>\n");
        result
            .explanation()
            .ifPresent(
                e -> html.append("<p>").append(escaped(e.text(result.profile()))).append("</p>\n"));
      }
    }
    steps(html, matrix, row);
    model(html, matrix, row.program());
  }

  private static String why(Difference difference) {
    if (difference.kind() != Difference.Kind.RULES) {
      return difference.because();
    }
    return difference.flips().stream().map(MatrixHtml::flip).collect(Collectors.joining(", and "));
  }

  private static String flip(Flip flip) {
    return flip.rule().id()
        + " = "
        + flip.observed()
        + " instead of "
        + flip.model()
        + " ("
        + flip.rule().source()
        + ")";
  }

  private static void steps(StringBuilder html, Matrix matrix, Matrix.Row row) {
    html.append(
        "<div class=\"wide\"><table class=\"steps\">\n<thead><tr><th scope=\"col\">line</th>");
    html.append("<th scope=\"col\">call</th>");
    for (Column column : matrix.columns()) {
      html.append("<th scope=\"col\">").append(escaped(column.kernel())).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (Program.Action action : row.program().actions()) {
      List<String> seen = row.cells().stream().map(cell -> seen(cell, action.index())).toList();
      boolean differs = seen.stream().filter(s -> !s.isEmpty()).distinct().count() > 1;
      html.append(differs ? "<tr class=\"differs\"><td>" : "<tr><td>");
      html.append(action.location().line()).append("</td><td><code>");
      html.append(escaped(call(row.program(), action))).append("</code></td>");
      seen.forEach(s -> html.append("<td><code>").append(escaped(s)).append("</code></td>"));
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private static String seen(Matrix.Cell cell, int action) {
    return cell.steps().isEmpty() ? "" : cell.steps().get(0).getOrDefault(action, "");
  }

  private static String call(Program program, Program.Action action) {
    if (action instanceof Program.Race race) {
      return "a race of " + race.threads().size() + " threads: one sample";
    }
    String label = action.thread() == 0 ? "" : program.threads().get(action.thread()) + "> ";
    if (action instanceof Program.Do made) {
      return label + made.call();
    }
    return label + (action instanceof Program.Awaited ? "returns" : "still blocked");
  }

  /** What the model says of the first kernel, as explain tells it. */
  private static void model(StringBuilder html, Matrix matrix, Program program) {
    if (matrix.columns().get(0).header().isEmpty()) {
      return;
    }
    RunHeader header = matrix.columns().get(0).header().get();
    Profile profile = header.kernel();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    ExplainReport report = new ExplainReport(out, Style.PLAIN, program);
    new ModelTarget(profile.watchedBy(report), header.machine(), report).record(program);
    out.flush();
    html.append("<p class=\"faint\">The model as ").append(escaped(profile.name()));
    html.append(
        ": queues before and after each call, and the rules that decided</p>\n<pre tabindex=\"0\">");
    html.append(escaped(bytes.toString(StandardCharsets.UTF_8).stripTrailing())).append("</pre>\n");
  }

  private static String escaped(String text) {
    StringBuilder html = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\n' -> html.append('\n');
        default -> html.append(Character.isISOControl(c) ? '\ufffd' : c);
      }
    }
    return html.toString();
  }
}
