// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/** The difference of two texts as {@code diff -u} writes it, so that {@code patch} can apply it. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final String NO_END = "\n\\ No newline at end of file";

  private UnifiedDiff() {}

  /** The lines of the difference; none if there is none. */
  static List<String> lines(String name, String before, String after) {
    List<String> old = split(before);
    return UnifiedDiffUtils.generateUnifiedDiff(
        name, name, old, DiffUtils.diff(old, split(after)), CONTEXT);
  }

  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String last = lines.remove(lines.size() - 1);
    if (!last.isEmpty()) {
      lines.add(last + NO_END);
    }
    return lines;
  }
}
