// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

/**
 * A descriptor as a script knows it.
 *
 * @param id which binding of a name in the script it is, from 0; {@link #LITERAL} of a number that
 *     was written
 * @param name the name, or the number as written
 * @param number the number of a literal, which cannot be open: negative, or 2^20 and more
 */
public record Fd(int id, String name, int number) {
  public static final int LITERAL = -1;

  public static Fd named(int id, String name) {
    return new Fd(id, name, -1);
  }

  public static Fd literal(int number) {
    return new Fd(LITERAL, Integer.toString(number), number);
  }

  public boolean isLiteral() {
    return id == LITERAL;
  }
}
