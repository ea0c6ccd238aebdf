// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.script.ScriptError;
import org.sockdiff.script.ScriptException;
import org.sockdiff.syntax.TraceReader;

/** Scripts read and bound: all of them, or every error in them. */
final class Suite {
  private Suite() {}

  /**
   * The cases of some files, in order.
   *
   * @throws ScriptException with the errors of all files
   */
  static List<Program> read(List<Path> files) {
    List<Program> programs = new ArrayList<>();
    List<ScriptError> errors = new ArrayList<>();
    for (Path file : files) {
      try {
        programs.addAll(Binder.bind(TraceReader.read(file, file.toString())));
      } catch (ScriptException e) {
        errors.addAll(e.errors());
      }
    }
    if (!errors.isEmpty()) {
      throw new ScriptException(errors);
    }
    return programs;
  }
}
