// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

/**
 * The machine cannot do what sockdiff needs: what was tried, how it failed, and what would help.
 */
public final class EnvironmentException extends RuntimeException {
  /**
   * An exception whose message is for the person at the keyboard.
   *
   * @param tried what was tried and how it failed: {@code unshare(CLONE_NEWNET): EPERM (Operation
   *     not permitted)}
   * @param help what would help, as a sentence without its full stop
   */
  public EnvironmentException(String tried, String help) {
    super(tried + "; " + help);
  }
}
