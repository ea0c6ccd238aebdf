// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptError;
import org.sockdiff.script.ScriptException;

/**
 * Damaged scripts are parsed, and then formatted, or refused, and nothing else happens. {@code
 * -Drounds=1000000} looks longer, {@code -Dseed=} again.
 */
class MutationTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 3_000);
  private static final String CHARACTERS =
      "()[]{}\"\\|:,=@#*>._-+ \n\r\t0129axE/?\u0000\u001b\u00e9\u201c\ufeff\ud83d\ude00";

  @Test
  void parsesOrRefuses() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    List<String> lines = lines();
    Random random = new Random(seed);
    int parsed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String script = damaged(excerpt(lines, random), random);
      try {
        Script tree = TraceReader.parse("fuzz", script);
        String formatted = TraceFormatter.format("fuzz", script);
        assertEquals(Placeless.of(tree), Placeless.of(TraceReader.parse("fuzz", formatted)));
        assertEquals(formatted, TraceFormatter.format("fuzz", formatted));
        parsed++;
      } catch (ScriptException e) {
        assertPlacesExist(script, e);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError("-Dseed=" + seed + ", round " + round + ":\n" + script, e);
      }
    }

    assertTrue(parsed > 0 && parsed < ROUNDS, parsed + " were parsed with -Dseed=" + seed);
  }

  private static void assertPlacesExist(String script, ScriptException refusal) {
    List<String> lines = List.of(script.split("\n", -1));
    for (ScriptError error : refusal.errors()) {
      String line = lines.get(error.location().line() - 1);
      assertTrue(error.location().column() <= line.length() + 1, () -> error + " in\n" + script);
      assertFalse(error.message().isBlank(), () -> error + " in\n" + script);
    }
  }

  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : Corpus.files()) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  private static String excerpt(List<String> lines, Random random) {
    int from = random.nextInt(lines.size());
    int to = Math.min(lines.size(), from + 1 + random.nextInt(12));
    return String.join("\n", lines.subList(from, to));
  }

  private static String damaged(String script, Random random) {
    StringBuilder text = new StringBuilder(script);
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
        default ->
            text.replace(
                at, Math.min(text.length(), at + 1), "" + CHARACTERS.charAt(random.nextInt(30)));
      }
    }
    return text.toString();
  }
}
