// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.sockdiff.script.Location;
import org.sockdiff.script.ScriptError;
import org.sockdiff.script.ScriptException;

/** The mistakes found so far in one file. */
final class Errors {
  private static final int SHOWN = 20;
  private static final int KEPT = 10_000;

  private final String file;
  private final List<ScriptError> errors = new ArrayList<>();
  private int dropped;

  Errors(String file) {
    this.file = file;
  }

  /** Where a token starts. */
  Location at(Token token) {
    return at(token, 0);
  }

  /** The place {@code offset} characters after the start of a token. */
  Location at(Token token, int offset) {
    return new Location(file, token.getLine(), token.getCharPositionInLine() + 1 + offset);
  }

  Location at(int line, int column) {
    return new Location(file, line, column);
  }

  void add(Location location, String message) {
    if (errors.size() < KEPT) {
      errors.add(new ScriptError(location, message));
    } else {
      dropped++;
    }
  }

  void add(Token token, String message) {
    add(at(token), message);
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  /** Throws the first errors of the file, and says how many more there are. */
  void throwIfAny() {
    if (errors.isEmpty()) {
      return;
    }
    Collections.sort(errors);
    if (errors.size() <= SHOWN) {
      throw new ScriptException(errors);
    }
    List<ScriptError> shown = new ArrayList<>(errors.subList(0, SHOWN));
    int left = errors.size() - SHOWN + dropped;
    shown.add(
        new ScriptError(
            errors.get(SHOWN).location(),
            "... and " + left + (left == 1 ? " more error" : " more errors")));
    throw new ScriptException(shown);
  }
}
