// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** A line that the formatter lays out. */
final class FormattedLine {
  final LinePieces pieces = new LinePieces();

  /** Without blanks at its end; empty if there is none. */
  final String comment;

  /** Whether the line stands below a call that it belongs to. */
  boolean below;

  /** Where cells start in the table of the lines below a call, after the indentation. */
  int countersColumn;

  int guardColumn;

  private final TraceParser.@Nullable ContentContext content;

  FormattedLine(TraceParser.@Nullable ContentContext content, @Nullable Token comment) {
    this.content = content;
    this.comment = comment == null ? "" : comment(comment.getText().stripTrailing());
    if (content != null) {
      pieces.visit(content);
    }
  }

  /** A blank after the number sign, but not in {@code #!} and {@code ##}. */
  private static String comment(String text) {
    boolean joined = text.length() > 1 && " \t!#".indexOf(text.charAt(1)) < 0;
    return joined ? "# " + text.substring(1) : text;
  }

  boolean isEmpty() {
    return content == null && comment.isEmpty();
  }

  boolean hasCode() {
    return content != null;
  }

  boolean isContinuation() {
    return content instanceof TraceParser.ContinuationContext;
  }

  boolean isReturns() {
    return content instanceof TraceParser.ActingContext acting
        && acting.action().labelled() instanceof TraceParser.ReturningContext;
  }

  boolean opens() {
    return content instanceof TraceParser.RepeatContext
        || content instanceof TraceParser.RaceContext
        || content instanceof TraceParser.OutcomesContext;
  }

  boolean closes() {
    return content instanceof TraceParser.ClosingContext;
  }
}
