// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.function.Consumer;

/** Looks for one thing, or for some that are found together. */
interface Check {
  /** Hands over what it finds, in any order; the same finding may come twice. */
  void check(Subject subject, Consumer<Finding> findings);
}
