// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.sockdiff.script.Location;

/** The comments of a script, which its tree does not have. */
public final class TraceComments {
  private TraceComments() {}

  /**
   * A comment.
   *
   * @param text without its {@code #} and the blanks around
   * @param alone whether nothing else is on its line
   */
  public record Comment(Location location, String text, boolean alone) {}

  /** All comments of a script that parses, in order. */
  public static List<Comment> of(String name, String text) {
    List<Token> tokens = SourceLine.lex(name, text).getTokens();
    List<Comment> comments = new ArrayList<>();
    for (SourceLine line = SourceLine.at(tokens, 0);
        line != null;
        line = SourceLine.at(tokens, line.end() + 1)) {
      Token comment = line.comment();
      if (comment != null) {
        comments.add(
            new Comment(
                new Location(name, comment.getLine(), comment.getCharPositionInLine() + 1),
                comment.getText().substring(1).strip(),
                line.hasNoCode()));
      }
    }
    return comments;
  }
}
