// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

/** The user asked for something that cannot be: exit 2 with this message. */
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }
}
