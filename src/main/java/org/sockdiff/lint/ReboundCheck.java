// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sockdiff.op.Call;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Program;
import org.sockdiff.op.Stated;

/** Names that are bound again while what they stood for is open. */
final class ReboundCheck implements Check {
  @Override
  public void check(Subject subject, Consumer<Finding> findings) {
    for (Program program : subject.programs()) {
      Map<String, Call> open = new TreeMap<>();
      for (Program.Action action : program.actions()) {
        if (action instanceof Program.Do made) {
          follow(made, open, findings);
        }
      }
    }
  }

  private static void follow(Program.Do made, Map<String, Call> open, Consumer<Finding> findings) {
    Call call = made.call();
    if (call.op().signature().name().equals("close")) {
      call.descriptor().ifPresent(fd -> open.remove(fd.name()));
    }
    for (Fd fd : call.results()) {
      Call before = isNamed(fd) && succeeds(made) ? open.put(fd.name(), call) : null;
      if (before != null) {
        findings.accept(
            Finding.of(
                LintRule.REBOUND_WHILE_OPEN,
                made.location(),
                "'"
                    + fd.name()
                    + "' of line "
                    + before.location().line()
                    + " is still open when the name is bound again"));
      }
    }
  }

  /** A descriptor without a name in the script is called by its line, with a blank. */
  private static boolean isNamed(Fd fd) {
    return fd.name().indexOf(' ') < 0;
  }

  private static boolean succeeds(Program.Do made) {
    for (Stated stated : made.stated()) {
      if (stated.wanted().isEmpty()
          || stated.wanted().stream().anyMatch(wanted -> wanted.errno().isEmpty())) {
        return true;
      }
    }
    return made.stated().isEmpty();
  }
}
