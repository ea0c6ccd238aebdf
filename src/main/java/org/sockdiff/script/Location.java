// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

/**
 * A place in a trace file.
 *
 * @param file the path as the user gave it
 * @param line 1-based
 * @param column 1-based, in UTF-16 units
 */
public record Location(String file, int line, int column) implements Comparable<Location> {
  public Location {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("lines and columns start at 1: " + line + ":" + column);
    }
  }

  @Override
  public int compareTo(Location other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /** {@code file:line:column}, as compilers print it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
