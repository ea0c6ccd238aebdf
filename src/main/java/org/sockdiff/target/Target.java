// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import org.sockdiff.op.Program;

/** Something that can run a program: a kernel, or the model in its place. */
public interface Target {
  Recording record(Program program);
}
