// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.DecisionInfo;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.LL1Analyzer;
import org.antlr.v4.runtime.atn.ProfilingATNSimulator;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.tree.RuleNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One token decides everything in the grammar of a line; the messages depend on it. */
class TraceGrammarTest {
  private static final ATN GRAMMAR = TraceParser._ATN;

  @TestFactory
  Stream<DynamicTest> alternativesStartDifferently() {
    return GRAMMAR.decisionToState.stream()
        .map(
            decision ->
                DynamicTest.dynamicTest(
                    "decision " + decision.decision + " in " + ruleOf(decision),
                    () -> assertDisjoint(decision)));
  }

  private static String ruleOf(DecisionState decision) {
    return TraceParser.ruleNames[decision.ruleIndex];
  }

  private static void assertDisjoint(DecisionState decision) {
    IntervalSet[] starts = new LL1Analyzer(GRAMMAR).getDecisionLookahead(decision);
    IntervalSet seen = new IntervalSet();
    for (IntervalSet start : starts) {
      assertNotNull(start, "an alternative that needs more than a token");
      assertTrue(seen.and(start).isNil(), "two alternatives start with the same token");
      seen.addAll(start);
    }
  }

  @TestFactory
  Stream<DynamicTest> profilerSeesOneTokenOfLookahead() {
    return Corpus.files().stream()
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> assertOneToken(file)));
  }

  private static void assertOneToken(Path file) throws IOException {
    CommonTokenStream stream = SourceLine.lex(file.toString(), Files.readString(file));
    TraceParser parser = new TraceParser(stream);
    parser.setProfile(true);
    while (stream.LA(1) != Token.EOF) {
      parser.line();
    }

    assertEquals(0, parser.getNumberOfSyntaxErrors());
    ProfilingATNSimulator profiler = (ProfilingATNSimulator) parser.getInterpreter();
    assertAll(
        Stream.of(profiler.getDecisionInfo()).map(info -> () -> assertOneToken(parser, info)));
  }

  private static void assertOneToken(TraceParser parser, DecisionInfo info) {
    String where = ruleOf(parser.getATN().decisionToState.get(info.decision));
    assertTrue(info.SLL_MaxLook <= 1, where + " looked at " + info.SLL_MaxLook + " tokens");
    assertEquals(0, info.LL_MaxLook, where + " fell back from SLL to LL");
  }

  @Test
  void everyAlternativeIsInTheCorpus() throws IOException {
    Coverage coverage = new Coverage();
    for (Path file : Corpus.files()) {
      CommonTokenStream stream = SourceLine.lex(file.toString(), Files.readString(file));
      TraceParser parser = new TraceParser(stream);
      while (stream.LA(1) != Token.EOF) {
        coverage.visit(parser.line());
      }
    }

    assertEquals(List.of(), coverage.missing());
  }

  /** The kinds of parse trees that were seen. */
  private static final class Coverage extends TraceBaseVisitor<Boolean> {
    private final List<Class<?>> seen = new ArrayList<>();

    @Override
    public Boolean visitChildren(RuleNode node) {
      seen.add(node.getClass());
      super.visitChildren(node);
      return true;
    }

    List<String> missing() {
      return Stream.of(TraceParser.class.getClasses())
          .filter(kind -> ParserRuleContext.class.isAssignableFrom(kind))
          .filter(kind -> !hasLabels(kind) && !seen.contains(kind))
          .map(Class::getSimpleName)
          .sorted()
          .toList();
    }

    /** A rule whose alternatives have labels has no trees of its own. */
    private static boolean hasLabels(Class<?> kind) {
      return Stream.of(TraceParser.class.getClasses())
          .anyMatch(other -> kind.equals(other.getSuperclass()));
    }
  }
}
