// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Program;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.target.ModelTarget;

final class ScriptGeneratorTest {
  private static final long SEED = 5;

  private final ScriptGenerator generator = new ScriptGenerator(SEED, 30);

  @Test
  void aScriptDependsOnSeedAndIndexAlone() {
    String later = generator.script(3).text();

    assertAll(
        () -> assertEquals(later, new ScriptGenerator(SEED, 30).script(3).text()),
        () -> assertNotEquals(later, generator.script(4).text()),
        () -> assertNotEquals(later, new ScriptGenerator(SEED + 1, 30).script(3).text()));
  }

  @Test
  void aScriptMakesAsManyCallsAsItWasAskedFor() {
    Program program = new ScriptGenerator(SEED, 17).script(0).program();

    assertEquals(17, program.actions().stream().filter(Program.Do.class::isInstance).count());
  }

  @Test
  void theTitleSaysHowToMakeItAgain() {
    String title = generator.script(3).program().script().title();

    assertEquals(
        "Generated: seed 5, script 3, calls 30, generator " + ScriptGenerator.version() + ".",
        title);
  }

  @Test
  void threadsSleepAndAreWoken() {
    List<String> texts =
        LongStream.range(0, 40).mapToObj(index -> generator.script(index).text()).toList();

    assertTrue(texts.stream().anyMatch(text -> text.contains("> returns")));
  }

  @TestFactory
  Stream<DynamicTest> theModelAgreesWithItselfUnderEveryKernel() {
    return Stream.of("2.6.24", "2.6.32", "3.19", "4.4", "4.9", "4.10", "5.10", "6.1", "6.18", "7.1")
        .map(release -> DynamicTest.dynamicTest(release, () -> agrees(release)));
  }

  private void agrees(String release) {
    Profile profile = Profile.linux(KernelVersion.of(release));
    ModelTarget target = new ModelTarget(profile, Machine.TYPICAL);
    Checker checker = new Checker(profile, profile, Machine.TYPICAL, System::nanoTime);

    List<String> diverging =
        LongStream.range(0, 60)
            .mapToObj(index -> checker.check(target.record(generator.script(index).program())))
            .filter(result -> result.verdict() == Verdict.DIVERGES)
            .map(result -> result.id() + ": " + result.divergences().get(0))
            .toList();

    assertEquals(List.of(), diverging);
  }
}
