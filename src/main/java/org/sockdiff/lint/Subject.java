// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.List;
import org.sockdiff.op.Program;
import org.sockdiff.script.Script;

/**
 * A script that parses and binds, as checks look at it.
 *
 * @param programs its cases, at least one
 * @param kernels the kernels that it is looked at for
 */
record Subject(Script script, List<Program> programs, KernelList kernels) {
  Subject {
    programs = List.copyOf(programs);
  }
}
