// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;
import java.util.stream.Collectors;

/** The script is wrong: carries every error that was found in it, in order of their places. */
public final class ScriptException extends RuntimeException {
  private final transient List<ScriptError> errors;

  public ScriptException(List<ScriptError> errors) {
    super(errors.stream().map(ScriptError::toString).collect(Collectors.joining("\n")));
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("a script exception needs an error");
    }
    this.errors = errors.stream().sorted().distinct().toList();
  }

  public ScriptException(Location location, String message) {
    this(List.of(new ScriptError(location, message)));
  }

  /** Never empty, sorted by place. */
  public List<ScriptError> errors() {
    return errors;
  }
}
