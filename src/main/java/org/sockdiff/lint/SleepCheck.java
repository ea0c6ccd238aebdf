// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sockdiff.op.Program;

/** Looks at a thread that another thread's sleep was to give time to. */
final class SleepCheck implements Check {
  @Override
  public void check(Subject subject, Consumer<Finding> findings) {
    for (Program program : subject.programs()) {
      Map<Integer, Integer> slept = new TreeMap<>();
      for (Program.Action action : program.actions()) {
        if (action instanceof Program.Do made) {
          if (made.call().op().signature().name().equals("sleep")) {
            slept.replaceAll((thread, line) -> made.location().line());
          } else {
            slept.put(made.thread(), 0);
          }
        } else if (slept.getOrDefault(action.thread(), 0) > 0) {
          findings.accept(
              Finding.of(
                  LintRule.DEPENDS_ON_SLEEP,
                  action.location(),
                  "what thread "
                      + program.threads().get(action.thread())
                      + " has done by now must not depend on the sleep of line "
                      + slept.get(action.thread())));
        }
      }
    }
  }
}
