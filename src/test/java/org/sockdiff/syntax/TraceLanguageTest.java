// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockdiff.LanguageExamples;

/** The examples of {@code docs/trace-language.md} have the layout, and no word is left out. */
class TraceLanguageTest {
  private static final Path REFERENCE = LanguageExamples.REFERENCE;

  @TestFactory
  Stream<DynamicTest> examplesHaveTheLayout() throws IOException {
    return LanguageExamples.read().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.place(),
                    () ->
                        assertEquals(
                            example.text(),
                            TraceFormatter.format(example.place(), example.text()))));
  }

  @Test
  void reservedWordsAreAllNamed() throws IOException {
    String reference = Files.readString(REFERENCE);

    List<String> missing = new ArrayList<>();
    for (int type = TraceLexer.NEEDS; type <= TraceLexer.FAULT; type++) {
      String word = TraceLexer.VOCABULARY.getLiteralName(type).replace('\'', '`');
      if (!reference.contains(word)) {
        missing.add(word);
      }
    }

    assertEquals(List.of(), missing);
  }
}
