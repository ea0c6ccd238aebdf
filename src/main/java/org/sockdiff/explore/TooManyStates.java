// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

/** A race has more states than were to be visited. */
public final class TooManyStates extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooManyStates(String message) {
    super(message);
  }
}
