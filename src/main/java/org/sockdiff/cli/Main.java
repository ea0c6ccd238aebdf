// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

/** The entry point of the jar. Stands in for the commands until they are written. */
public final class Main {
  private static final int BAD_USAGE = 2;

  private Main() {}

  /** Prints the usage and exits as after bad usage. */
  public static void main(String[] args) {
    System.err.println("usage: sockdiff COMMAND [ARGUMENT ...]");
    System.exit(BAD_USAGE);
  }
}
