// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;

/**
 * A whole trace file.
 *
 * @param name the path as the user gave it
 * @param title the first comment, without its {@code #}; empty if there is none
 * @param text the file as it was read: a record carries it, so that it can be judged elsewhere
 */
public record Script(
    String name, String title, String text, List<Header> headers, List<Statement> statements) {
  public Script {
    headers = List.copyOf(headers);
    statements = List.copyOf(statements);
  }
}
