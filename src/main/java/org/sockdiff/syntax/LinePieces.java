// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.RuleNode;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.BytePattern;

/** The code of one line in four pieces, with the blanks where they belong. */
final class LinePieces extends TraceBaseVisitor<Void> {
  final StringBuilder head = new StringBuilder();
  final StringBuilder results = new StringBuilder();
  final StringBuilder counters = new StringBuilder();
  final StringBuilder guard = new StringBuilder();

  private StringBuilder piece = head;
  private @Nullable TerminalNode previous;

  void change(LineEdit edit) {
    edit.results().ifPresent(text -> replace(results, text));
    edit.counters().ifPresent(text -> replace(counters, text));
  }

  private static void replace(StringBuilder piece, String text) {
    piece.setLength(0);
    piece.append(text);
  }

  @Override
  public Void visitBlocks(TraceParser.BlocksContext tree) {
    return in(results, tree);
  }

  @Override
  public Void visitEquals(TraceParser.EqualsContext tree) {
    return in(results, tree);
  }

  @Override
  public Void visitCounts(TraceParser.CountsContext tree) {
    return in(results, tree);
  }

  @Override
  public Void visitReturned(TraceParser.ReturnedContext tree) {
    return in(results, tree);
  }

  @Override
  public Void visitCounters(TraceParser.CountersContext tree) {
    return in(counters, tree);
  }

  @Override
  public Void visitGuard(TraceParser.GuardContext tree) {
    return piece == head ? visitChildren(tree) : in(guard, tree);
  }

  private Void in(StringBuilder other, RuleNode tree) {
    piece = other;
    previous = null;
    return visitChildren(tree);
  }

  @Override
  public Void visitTerminal(TerminalNode node) {
    if (previous != null && isBlankBetween(previous, node)) {
      piece.append(' ');
    }
    piece.append(text(node));
    previous = node;
    return defaultResult();
  }

  private static String text(TerminalNode node) {
    String text = node.getText();
    return switch (node.getSymbol().getType()) {
      case TraceLexer.GLOSSED -> {
        int open = text.indexOf('(');
        yield text.substring(0, open).strip() + " " + text.substring(open);
      }
      case TraceLexer.HEX -> {
        BytePattern bytes = new Literals(new Errors("")).pattern(node.getSymbol());
        yield bytes.toString();
      }
      default -> text;
    };
  }

  private static boolean isBlankBetween(TerminalNode left, TerminalNode right) {
    return isBlankAfter(left) && isBlankBefore(right);
  }

  private static boolean isBlankAfter(TerminalNode node) {
    ParseTree parent = node.getParent();
    return switch (node.getSymbol().getType()) {
      case TraceLexer.LEFT_PAREN, TraceLexer.LEFT_BRACKET, TraceLexer.PIPE -> false;
      case TraceLexer.LEFT_BRACE -> parent instanceof TraceParser.CountersContext;
      case TraceLexer.EQUALS -> !(parent instanceof TraceParser.TermContext);
      case TraceLexer.COLON ->
          (parent.getParent() instanceof TraceParser.ListContext
                  || parent.getParent() instanceof TraceParser.RecordContext)
              && parent.getChild(1) == node;
      default -> true;
    };
  }

  private static boolean isBlankBefore(TerminalNode node) {
    ParseTree parent = node.getParent();
    return switch (node.getSymbol().getType()) {
      case TraceLexer.COMMA,
          TraceLexer.LEFT_PAREN,
          TraceLexer.RIGHT_PAREN,
          TraceLexer.RIGHT_BRACKET,
          TraceLexer.COLON,
          TraceLexer.PIPE,
          TraceLexer.GREATER ->
          false;
      case TraceLexer.RIGHT_BRACE -> !(parent instanceof TraceParser.RecordContext);
      case TraceLexer.EQUALS -> !(parent instanceof TraceParser.TermContext);
      default -> true;
    };
  }
}
