// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.sockdiff.LanguageExamples;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.report.ConsoleReport;
import org.sockdiff.report.Style;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.target.ModelTarget;

/**
 * Every trace is a test: on this kernel's sockets, and on the model as each kernel that was
 * measured.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraceTest {
  private static final int CALL_DEADLINE = 1000;

  private static final List<Program> PROGRAMS = Suite.read(TraceFiles.under(List.of("traces")));

  private Optional<LiveKernel> kernel = Optional.empty();
  private String whyNot = "";

  @BeforeAll
  void openKernel() {
    try {
      kernel = Optional.of(LiveKernel.open(1, CALL_DEADLINE));
    } catch (EnvironmentException e) {
      whyNot = String.valueOf(e.getMessage());
    }
  }

  @AfterAll
  void closeKernel() {
    kernel.ifPresent(LiveKernel::close);
  }

  @TestFactory
  @Tag("kernel")
  Stream<DynamicTest> conformsOnThisKernel() {
    return PROGRAMS.stream()
        .map(
            program ->
                dynamicTest(
                    program.id(),
                    Path.of(program.script().name()).toUri(),
                    () -> onKernel(program)));
  }

  private void onKernel(Program program) {
    if (kernel.isEmpty()) {
      abort(whyNot);
      return;
    }
    Machine machine = kernel.get().machine();
    Profile profile = Profiles.of(machine);
    Checker checker = new Checker(profile, profile, machine, System::nanoTime);
    skipIfUnmet(checker, program);
    conforms(checker.check(kernel.get().record(program)));
  }

  @TestFactory
  @Tag("kernel")
  Stream<DynamicTest> examplesOfTheLanguageConformOnThisKernel() throws IOException {
    return LanguageExamples.read().stream()
        .flatMap(
            example ->
                Binder.bind(TraceReader.parse(example.place(), example.before() + example.text()))
                    .stream())
        .map(program -> dynamicTest(program.id(), () -> onKernel(program)));
  }

  @TestFactory
  Stream<DynamicTest> expectationsHoldOnTheModelOfEachKernel() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : MeasuredKernels.PROFILES) {
      Profile profile = Profiles.named(name);
      Machine machine = Machine.TYPICAL;
      Checker checker = new Checker(profile, profile, machine, System::nanoTime);
      for (Program program : PROGRAMS) {
        tests.add(
            dynamicTest(
                program.id() + " as " + name,
                Path.of(program.script().name()).toUri(),
                () -> {
                  skipIfUnmet(checker, program);
                  conforms(checker.check(new ModelTarget(profile, machine).record(program)));
                }));
      }
    }
    return tests.stream();
  }

  private static void skipIfUnmet(Checker checker, Program program) {
    Optional<String> unmet = checker.unmet(program);
    unmet.ifPresent(reason -> abort(reason));
  }

  private static void conforms(CaseResult result) {
    assertEquals(Verdict.CONFORMS, result.verdict(), () -> text(result));
  }

  private static String text(CaseResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ConsoleReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), Style.PLAIN, true)
        .result(result, Duration.ZERO);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyTraceHasATitle() {
    for (Program program : PROGRAMS) {
      assertFalse(program.script().title().isBlank(), program.script().name());
    }
  }
}
