// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.util.HashSet;
import java.util.Set;

/** Tells apart what has the same name. */
final class UniqueNames {
  private final Set<String> taken = new HashSet<>();
  private final boolean squashing;

  private UniqueNames(boolean squashing) {
    this.squashing = squashing;
  }

  /** For readers who take names as they are. */
  static UniqueNames exact() {
    return new UniqueNames(false);
  }

  /**
   * For readers who make a single hyphen of whatever is neither letter nor digit, as the kernel's
   * network CI does.
   */
  static UniqueNames squashed() {
    return new UniqueNames(true);
  }

  /** The name, with a number after it if one like it was given before. */
  String unique(String name) {
    String unique = name;
    for (int i = 2; !taken.add(key(unique)); i++) {
      unique = name + " (" + i + ")";
    }
    return unique;
  }

  private String key(String name) {
    return squashing ? name.replaceAll("[^0-9a-zA-Z]+", "-") : name;
  }
}
