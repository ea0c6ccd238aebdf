// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.RuleNode;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.BytePattern;

/** The code of one line in four pieces, with the blanks where they belong. */
final class LinePieces extends TraceLineBaseVisitor<Void> {
  final StringBuilder head = new StringBuilder();
  final StringBuilder results = new StringBuilder();
  final StringBuilder counters = new StringBuilder();
  final StringBuilder guard = new StringBuilder();

  private StringBuilder piece = head;
  private @Nullable TerminalNode previous;

  @Override
  public Void visitBlocks(TraceLineParser.BlocksContext tree) {
    return in(results, tree);
  }

  @Override
  public Void visitEquals(TraceLineParser.EqualsContext tree) {
    return in(results, tree);
  }

  @Override
  public Void visitCounts(TraceLineParser.CountsContext tree) {
    return in(results, tree);
  }

  @Override
  public Void visitReturned(TraceLineParser.ReturnedContext tree) {
    return in(results, tree);
  }

  @Override
  public Void visitCounters(TraceLineParser.CountersContext tree) {
    return in(counters, tree);
  }

  @Override
  public Void visitGuard(TraceLineParser.GuardContext tree) {
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
      case TraceLineLexer.GLOSSED -> {
        int open = text.indexOf('(');
        yield text.substring(0, open).strip() + " " + text.substring(open);
      }
      case TraceLineLexer.HEX -> {
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
      case TraceLineLexer.LEFT_PAREN, TraceLineLexer.LEFT_BRACKET, TraceLineLexer.PIPE -> false;
      case TraceLineLexer.LEFT_BRACE -> parent instanceof TraceLineParser.CountersContext;
      case TraceLineLexer.EQUALS -> !(parent instanceof TraceLineParser.TermContext);
      case TraceLineLexer.COLON ->
          (parent.getParent() instanceof TraceLineParser.ListContext
                  || parent.getParent() instanceof TraceLineParser.RecordContext)
              && parent.getChild(1) == node;
      default -> true;
    };
  }

  private static boolean isBlankBefore(TerminalNode node) {
    ParseTree parent = node.getParent();
    return switch (node.getSymbol().getType()) {
      case TraceLineLexer.COMMA,
          TraceLineLexer.LEFT_PAREN,
          TraceLineLexer.RIGHT_PAREN,
          TraceLineLexer.RIGHT_BRACKET,
          TraceLineLexer.COLON,
          TraceLineLexer.PIPE,
          TraceLineLexer.GREATER ->
          false;
      case TraceLineLexer.RIGHT_BRACE -> !(parent instanceof TraceLineParser.RecordContext);
      case TraceLineLexer.EQUALS -> !(parent instanceof TraceLineParser.TermContext);
      default -> true;
    };
  }
}
