// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;
import org.sockdiff.script.Script;

/** Parses one file line by line; the tree of a line is dropped as soon as it is read. */
final class FileParser {
  private final String name;
  private final String text;
  private final Errors errors;
  private final CommonTokenStream stream;
  private final TraceParser parser;
  private final TokenCheck check;
  private final ScriptBuilder script;
  private final LineReader reader;
  private String title = "";

  FileParser(String name, String text) {
    this.name = name;
    this.text = text;
    this.errors = new Errors(name);
    SourceCheck.check(errors, text);
    this.stream = SourceLine.lex(name, text);
    this.parser = new TraceParser(stream);
    parser.removeErrorListeners();
    parser.setErrorHandler(new FirstMistake(stream, errors));
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    this.check = new TokenCheck(errors);
    this.script = new ScriptBuilder(errors);
    this.reader = new LineReader(errors, script);
  }

  Script parse() {
    SourceLine line = SourceLine.at(stream.getTokens(), 0);
    while (line != null) {
      if (line.hasNoCode()) {
        comment(line.comment());
      } else {
        statement(line);
      }
      line = SourceLine.at(stream.getTokens(), line.end() + 1);
    }
    return script.finish(name, title, text);
  }

  /** The first comment before the first statement is the title, but not a {@code #!} line. */
  private void comment(@Nullable Token comment) {
    if (comment != null && title.isEmpty() && !script.hasStarted()) {
      String words = comment.getText();
      title = words.startsWith("#!") ? "" : words.substring(1).strip();
    }
  }

  private void statement(SourceLine line) {
    TraceParser.ContentContext content = check.passes(line) ? tree(line) : null;
    if (content != null) {
      reader.visit(content);
      return;
    }
    boolean closes = line.first().getType() == TraceLexer.RIGHT_BRACE;
    script.unreadable(line.first(), seemsToOpen(line), closes);
  }

  private static boolean seemsToOpen(SourceLine line) {
    return switch (line.first().getType()) {
      case TraceLexer.REPEAT, TraceLexer.RACE, TraceLexer.OUTCOMES ->
          !line.contains(TraceLexer.RIGHT_BRACE) && !line.contains(TraceLexer.EQUALS);
      default ->
          line.lastOfCode().getType() == TraceLexer.LEFT_BRACE
              && !line.contains(TraceLexer.LEFT_PAREN);
    };
  }

  /** The tree of a line, or null if it has a mistake. */
  private TraceParser.@Nullable ContentContext tree(SourceLine line) {
    stream.seek(line.start());
    try {
      return parser.line().content();
    } catch (ParseCancellationException e) {
      return null;
    }
  }
}
