// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.rule.Rule.Evidence;

final class RuleTest {
  private enum Answer {
    OLD,
    NEW,
    NEWEST
  }

  private static final Rule<Answer> RULE =
      Rule.named("test.rule", Answer.class, "Old or new?")
          .from("2.6.11", Answer.OLD, Evidence.READ, "")
          .from("4.1", Answer.NEW, Evidence.READ, "")
          .backported("3.4.113")
          .backported("3.18.17")
          .between("4.14", "4.18", Answer.NEWEST, Evidence.RUN, "")
          .inGvisor("20221219", Answer.NEW);

  @ParameterizedTest
  @CsvSource({
    "2.6.24, OLD",
    "3.4.112, OLD",
    "3.4.113, NEW",
    "3.4.200, NEW",
    "3.5, OLD",
    "3.18.16, OLD",
    "3.18.17, NEW",
    "4.0.9, OLD",
    "4.1, NEW",
    "4.14.300, NEW",
    "4.18, NEWEST",
    "7.3.4, NEWEST"
  })
  void answersByBranchFirstThenByMainline(String version, Answer answer) {
    assertEquals(answer, RULE.answerOf(KernelVersion.of(version)));
  }

  @ParameterizedTest
  @CsvSource({"4.14, false", "4.15, true", "4.17.19, true", "4.18, false", "4.1, false"})
  void isUncertainInsideARange(String version, boolean uncertain) {
    assertEquals(uncertain, RULE.uncertainOf(KernelVersion.of(version)));
  }

  @Test
  void namesTheKernelsOfAnAnswer() {
    assertEquals("linux before 4.1", RULE.kernelsOf(Answer.OLD));
    assertEquals("linux 4.1 to before 4.18, and gvisor,", RULE.kernelsOf(Answer.NEW));
    assertEquals("linux 4.18 and later", RULE.kernelsOf(Answer.NEWEST));
  }

  @Test
  void gvisorHasItsOwnAnswers() {
    assertEquals(Answer.NEW, RULE.gvisorAnswer("20221219"));
    assertEquals(Answer.NEW, RULE.gvisorAnswer("20990101"));
  }

  @Test
  void everyRuleIsWholeAndHasItsTellingTrace() {
    Set<String> ids = new HashSet<>();
    for (Rule<?> rule : Rules.ALL) {
      assertTrue(ids.add(rule.id()), rule.id() + " stands twice");
      assertTrue(rule.question().endsWith("?"), rule.id());
      assertFalse(rule.source().isBlank(), rule.id() + " names no kernel source");
      assertFalse(rule.gvisor().isEmpty(), rule.id() + " has no answer of gVisor");
      assertTrue(Files.isRegularFile(Path.of(rule.trace())), rule.id() + ": no " + rule.trace());
      rule.dated().forEach(entry -> assertFalse(entry.note().isBlank(), rule.id()));
    }
  }
}
