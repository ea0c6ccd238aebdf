// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.util.HashSet;
import java.util.Set;

/**
 * Names that stay different for readers who make a single hyphen of whatever is neither letter nor
 * digit, as the kernel's network CI does.
 */
final class UniqueNames {
  private final Set<String> taken = new HashSet<>();

  /** The name, with a number after it if one like it was given before. */
  String unique(String name) {
    String unique = name;
    for (int i = 2; !taken.add(squashed(unique)); i++) {
      unique = name + " (" + i + ")";
    }
    return unique;
  }

  private static String squashed(String name) {
    return name.replaceAll("[^0-9a-zA-Z]+", "-");
  }
}
