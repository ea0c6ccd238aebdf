// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Divergence;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.RecordReader;
import org.sockdiff.target.Recording;

/**
 * What is known of kernels, held against the model: what was recorded on them, and what traces
 * expect. These are the only tests that may kill a mutant ({@code mvn -Ppit}). They come in parts
 * that are read anew each time, so that nothing that a mutant made outlives it, and so that a
 * mutant meets only the parts that touch it.
 */
final class EvidenceTest {
  private static final int CASES = 25;
  private static final int FILES = 40;

  /** Of scripts that are wrong on purpose, to show the verdicts. */
  private static final Path NO_EVIDENCE = Path.of(Ran.VERDICTS);

  /** The model allows what was recorded, and the kernel did what its trace expected. */
  @TestFactory
  Stream<DynamicTest> theModelAllowsWhatWasRecorded() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : records()) {
      int part = 0;
      for (String lines : parts(text(file))) {
        String name = file.getFileName() + " " + ++part;
        tests.add(dynamicTest(name, () -> allows(lines, name)));
      }
    }
    return tests.stream();
  }

  private static List<Path> records() throws IOException {
    try (Stream<Path> files = Files.list(Ran.RECORDS)) {
      return files
          .filter(file -> file.toString().matches(".*\\.ndjson(\\.gz)?"))
          .filter(file -> !file.equals(NO_EVIDENCE))
          .sorted()
          .toList();
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream whole = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return new String(whole.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The record as several, each with the header and some of the cases, and none with a footer. */
  private static List<String> parts(String record) {
    List<String> lines = record.lines().filter(line -> !line.startsWith("{\"footer\"")).toList();
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int cases = 0;
    for (String line : lines.subList(1, lines.size())) {
      boolean begins = line.contains(",\"sha256\":\"");
      if (begins && cases++ % CASES == 0) {
        parts.add(part.toString());
        part = new StringBuilder(lines.get(0)).append('\n');
      }
      part.append(line).append('\n');
    }
    parts.add(part.toString());
    return parts.subList(1, parts.size());
  }

  private static void allows(String record, String name) throws IOException {
    List<String> wrong = new ArrayList<>();
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    try (RecordReader reader = RecordReader.of(new ByteArrayInputStream(bytes), name)) {
      Profile kernel = reader.header().kernel();
      Checker checker = new Checker(kernel, kernel, reader.header().machine(), System::nanoTime);
      int cases = 0;
      for (Optional<Recording> next = reader.next(); next.isPresent(); next = reader.next()) {
        cases++;
        if (checker.unmet(next.get().program()).isEmpty()) {
          differing(checker.check(next.get())).ifPresent(wrong::add);
        }
      }
      assertFalse(cases == 0, "no case in " + name);
    }
    assertEquals(List.of(), wrong);
  }

  private static Optional<String> differing(CaseResult result) {
    boolean differs =
        result.verdict() == Verdict.INCONCLUSIVE
            || result.divergences().stream().anyMatch(Divergence::isBetweenModelAndKernel);
    return differs ? Optional.of(result.id() + ": " + result) : Optional.empty();
  }

  /** What traces expect of a kernel is what the model of that kernel does. */
  @TestFactory
  Stream<DynamicTest> theModelDoesWhatTracesExpect() {
    List<Path> files = TraceFiles.under(List.of("traces"));
    List<DynamicTest> tests = new ArrayList<>();
    for (String profile : MeasuredKernels.PROFILES) {
      for (int from = 0; from < files.size(); from += FILES) {
        List<Path> some = files.subList(from, Math.min(from + FILES, files.size()));
        tests.add(dynamicTest(profile + " " + some.get(0), () -> expected(some, profile)));
      }
    }
    return tests.stream();
  }

  private static void expected(List<Path> files, String name) {
    Profile profile = Profiles.named(name);
    Checker checker = new Checker(profile, profile, Machine.TYPICAL, System::nanoTime);
    List<String> wrong = new ArrayList<>();
    for (Program program : Suite.read(files)) {
      if (checker.unmet(program).isEmpty()) {
        Recording model = new ModelTarget(profile, Machine.TYPICAL).record(program);
        CaseResult result = checker.check(model);
        if (result.verdict() != Verdict.CONFORMS) {
          wrong.add(result.id() + ": " + result);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }
}
