// SPDX-License-Identifier: Apache-2.0
package org.sockdiff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The examples of {@code docs/trace-language.md}: what stands between {@code ```trace} and {@code
 * ```}. What an example needs before it to run is in a comment of the page right above it, which
 * starts with {@code <!-- before}.
 */
public final class LanguageExamples {
  public static final Path REFERENCE = Path.of("docs", "trace-language.md");
  private static final String BEFORE = "<!-- before";

  private LanguageExamples() {}

  /**
   * An example.
   *
   * @param place the page and the line that it starts in
   * @param before what makes it a whole trace
   */
  public record Example(String place, String before, String text) {}

  /** All of them, in order. */
  public static List<Example> read() throws IOException {
    List<Example> examples = new ArrayList<>();
    List<String> lines = Files.readAllLines(REFERENCE);
    String before = "";
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(BEFORE)) {
        int end = i + lines.subList(i, lines.size()).indexOf("-->");
        before = text(lines, i + 1, end);
        i = end;
      } else if (lines.get(i).equals("```trace")) {
        int end = i + lines.subList(i, lines.size()).indexOf("```");
        examples.add(new Example(REFERENCE + ":" + (i + 2), before, text(lines, i + 1, end)));
        before = "";
        i = end;
      }
    }
    assertTrue(examples.size() > 8, "examples found: " + examples.size());
    return examples;
  }

  private static String text(List<String> lines, int from, int to) {
    return String.join("\n", lines.subList(from, to)) + "\n";
  }
}
