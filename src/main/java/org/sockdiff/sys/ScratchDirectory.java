// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

/**
 * An empty working directory for one thread, and for those that it starts after it got this.
 *
 * <p>The other threads of the process stay where they are.
 */
public interface ScratchDirectory {
  /**
   * Makes a directory and moves into it.
   *
   * @throws EnvironmentException if none can be made
   */
  void enter();

  /** Moves back and removes the directory with all that is in it. */
  void leave();
}
