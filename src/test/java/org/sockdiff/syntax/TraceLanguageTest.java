// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples of {@code docs/trace-language.md} parse and have the layout, and no word is left
 * out.
 */
class TraceLanguageTest {
  private static final Path REFERENCE = Path.of("docs", "trace-language.md");

  @TestFactory
  Stream<DynamicTest> examplesParse() throws IOException {
    return examples().stream()
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

  /** An example and the line of the reference it starts in. */
  private record Example(String place, String text) {}

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    List<String> lines = Files.readAllLines(REFERENCE);
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("```trace")) {
        start = i + 1;
      } else if (start >= 0 && lines.get(i).equals("```")) {
        String text = String.join("\n", lines.subList(start, i)) + "\n";
        examples.add(new Example(REFERENCE + ":" + (start + 1), text));
        start = -1;
      }
    }
    assertTrue(examples.size() > 8, "examples found: " + examples.size());
    return examples;
  }
}
