// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * Who makes a call, and on what.
 *
 * @param thread the caller
 * @param description the open file description that it was made on
 */
record Caller(int thread, int description) {
  /** The socket that the call is made on. */
  int socket(Host host) {
    return host.descriptionAt(description).socket();
  }

  /** Whether the description has O_NONBLOCK. */
  boolean nonblocking(Host host) {
    return host.descriptionAt(description).nonblocking();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Caller that && that.thread == thread && that.description == description;
  }

  @Override
  public int hashCode() {
    return 31 * thread + description;
  }
}
