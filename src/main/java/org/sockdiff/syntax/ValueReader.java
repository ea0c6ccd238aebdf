// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.BytePattern;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.script.Location;
import org.sockdiff.script.Value;

/**
 * Turns the parse trees of values into values; a tree with one child has the value of that child.
 */
final class ValueReader extends TraceBaseVisitor<Value> {
  private final Errors errors;
  private final Literals literals;
  private final boolean expected;

  /**
   * A reader.
   *
   * @param expected whether the values stand in an expected result, where {@code ...} has a meaning
   */
  ValueReader(Errors errors, boolean expected) {
    this.errors = errors;
    this.literals = new Literals(errors);
    this.expected = expected;
  }

  List<Value> all(List<TraceParser.ValueContext> trees) {
    List<Value> values = new ArrayList<>(trees.size());
    for (TraceParser.ValueContext tree : trees) {
      values.add(visitValue(tree));
    }
    return values;
  }

  @Override
  public Value visitValue(TraceParser.ValueContext tree) {
    return paired(visit(tree.primary(0)), tree.primary(), 1);
  }

  @Override
  public Value visitAtomValue(TraceParser.AtomValueContext tree) {
    return paired(visit(tree.atom()), tree.primary(), 0);
  }

  /**
   * What {@code left} and the primaries from number {@code next} on make: {@code a:b:c} is a:(b:c).
   */
  private Value paired(Value left, List<TraceParser.PrimaryContext> primaries, int next) {
    return next == primaries.size()
        ? left
        : pair(left, paired(visit(primaries.get(next)), primaries, next + 1));
  }

  /** A pair, unless an address would have been meant but for a blank around its colon. */
  private Value pair(Value left, Value right) {
    boolean address =
        (left instanceof Value.Address && right instanceof Value.Int)
            || (left instanceof Value.Words words && words.is("unix"));
    if (address) {
      errors.add(left.location(), "an address has no blank beside its ':'");
    }
    return new Value.Pair(left.location(), left, right);
  }

  @Override
  public Value visitWords(TraceParser.WordsContext tree) {
    List<TraceParser.WordContext> trees = tree.word();
    List<Token> words = new ArrayList<>(trees.size());
    for (TraceParser.WordContext word : trees) {
      words.add(word.start);
    }
    return joined(words);
  }

  @Override
  public Value visitWordsPart(TraceParser.WordsPartContext tree) {
    List<Token> words = new ArrayList<>();
    words.add(tree.start);
    for (TraceParser.WordContext word : tree.word()) {
      words.add(word.start);
    }
    return joined(words);
  }

  private Value joined(List<Token> tokens) {
    Location location = errors.at(tokens.get(0));
    List<String> words = new ArrayList<>(tokens.size());
    for (Token token : tokens) {
      if (token.getType() == TraceLexer.INT) {
        long number = literals.number(token);
        if (tokens.size() == 1) {
          return new Value.Int(location, number);
        }
      }
      words.add(token.getText());
    }
    return new Value.Words(location, words);
  }

  @Override
  public Value visitNegative(TraceParser.NegativeContext tree) {
    return new Value.Int(errors.at(tree.start), literals.number(tree.start));
  }

  @Override
  public Value visitText(TraceParser.TextContext tree) {
    Bytes bytes = literals.text(tree.start);
    int times = 1;
    if (tree.INT() != null) {
      times =
          literals.count(tree.INT().getSymbol(), Limits.TEXT_BYTES, "the number of repetitions");
    }
    checkLength(tree.start, (long) bytes.length() * times);
    return new Value.Text(errors.at(tree.start), bytes, times, isPrefix(tree.ELLIPSIS()));
  }

  @Override
  public Value visitPattern(TraceParser.PatternContext tree) {
    BytePattern bytes = literals.pattern(tree.start);
    checkLength(tree.start, bytes.length());
    return new Value.Hex(errors.at(tree.start), bytes, isPrefix(tree.ELLIPSIS()));
  }

  private void checkLength(Token token, long length) {
    if (length > Limits.TEXT_BYTES) {
      errors.add(
          token, "the string is " + length + " bytes long; the most is " + Limits.TEXT_BYTES);
    }
  }

  private boolean isPrefix(@Nullable TerminalNode ellipsis) {
    if (ellipsis == null) {
      return false;
    }
    if (!expected) {
      errors.add(ellipsis.getSymbol(), "'...' stands only in an expected result");
    }
    return true;
  }

  @Override
  public Value visitAddress(TraceParser.AddressContext tree) {
    return new Value.Address(errors.at(tree.start), tree.start.getText());
  }

  @Override
  public Value visitDuration(TraceParser.DurationContext tree) {
    return new Value.Duration(
        errors.at(tree.start), literals.micros(tree.start), tree.start.getText());
  }

  @Override
  public Value visitAnything(TraceParser.AnythingContext tree) {
    return new Value.Anything(errors.at(tree.start));
  }

  @Override
  public Value visitAnythingPart(TraceParser.AnythingPartContext tree) {
    return new Value.Anything(errors.at(tree.start));
  }

  @Override
  public Value visitList(TraceParser.ListContext tree) {
    return new Value.ListOf(errors.at(tree.start), all(tree.value()));
  }

  @Override
  public Value visitRecord(TraceParser.RecordContext tree) {
    return new Value.Rec(errors.at(tree.start), all(tree.value()));
  }

  @Override
  public Value visitFault(TraceParser.FaultContext tree) {
    return new Value.Fault(errors.at(tree.start), all(tree.arguments().value()));
  }

  /**
   * {@code EAGAIN (Resource temporarily unavailable)}: the words must be right, and are dropped.
   */
  @Override
  public Value visitGlossed(TraceParser.GlossedContext tree) {
    Token token = tree.start;
    String text = token.getText();
    int open = text.indexOf('(');
    int end = open;
    while (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t') {
      end--;
    }
    String name = text.substring(0, end);
    Optional<Errno> errno = Errno.named(name);
    String gloss = text.substring(open + 1, text.length() - 1);
    if (errno.isEmpty()) {
      errors.add(token, "unknown errno '" + name + "'");
    } else if (!errno.orElseThrow().text().equals(gloss)) {
      errors.add(errors.at(token, open), name + " is (" + errno.orElseThrow().text() + ")");
    }
    return new Value.Words(errors.at(token), List.of(name));
  }
}
