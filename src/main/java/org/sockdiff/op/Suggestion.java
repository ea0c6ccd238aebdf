// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.Collection;
import java.util.Locale;

/** "did you mean": the known name nearest to one that is not known. */
final class Suggestion {
  private Suggestion() {}

  /** {@code ; did you mean 'recv'?}, or nothing if no name is near. */
  static String among(String given, Collection<String> known) {
    String nearest = "";
    int best = Math.min(3, given.length() / 2) + 1;
    for (String name : known) {
      int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), best);
      if (distance < best) {
        best = distance;
        nearest = name;
      }
    }
    return nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?";
  }

  /** The edit distance with transpositions, or {@code limit} if it is not below that. */
  private static int distance(String one, String other, int limit) {
    if (Math.abs(one.length() - other.length()) >= limit) {
      return limit;
    }
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(one, other, cost, i, j);
      }
    }
    return Math.min(limit, cost[one.length()][other.length()]);
  }

  private static int cheapest(String one, String other, int[][] cost, int i, int j) {
    int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int result =
        Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(result, cost[i - 2][j - 2] + 1) : result;
  }
}
