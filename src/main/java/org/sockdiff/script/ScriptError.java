// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

/** One thing that is wrong with a script, and where. */
public record ScriptError(Location location, String message) implements Comparable<ScriptError> {
  @Override
  public int compareTo(ScriptError other) {
    int byLocation = location.compareTo(other.location);
    return byLocation != 0 ? byLocation : message.compareTo(other.message);
  }

  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return location + ": " + message;
  }
}
