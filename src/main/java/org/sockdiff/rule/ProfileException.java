// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

/** A profile that was asked for does not exist or cannot be read: the user's mistake. */
public final class ProfileException extends RuntimeException {
  public ProfileException(String message) {
    super(message);
  }
}
