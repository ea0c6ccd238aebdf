// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptError;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.Statement;

/** A script that grows statement by statement, each resolved against those before it. */
public final class Draft {
  private final List<ScriptError> errors = new ArrayList<>();
  private final Binder binder =
      new Binder(new Script("draft", "", "", List.of(), List.of()), Map.of(), errors);

  /**
   * What a call would be as the next statement; the draft stays as it is.
   *
   * @throws ScriptException if it could not stand there
   */
  public Call resolve(Statement.Make make) {
    return binder.resolve(make);
  }

  /**
   * Adds a statement.
   *
   * @throws ScriptException if it cannot stand there
   */
  public void keep(Statement statement) {
    binder.bind(statement);
    if (!errors.isEmpty()) {
      throw new ScriptException(errors);
    }
  }
}
