// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

/** How large a script may be; scripts come from strangers, too. */
final class Limits {
  static final int FILE_BYTES = 1 << 20;

  /** After {@code repeat} is unrolled. */
  static final int STATEMENTS = 10_000;

  /** Of one text, after {@code * N}. */
  static final int TEXT_BYTES = 64 << 10;

  /** Of brackets in a line, and of blocks. */
  static final int NESTING = 64;

  private Limits() {}
}
