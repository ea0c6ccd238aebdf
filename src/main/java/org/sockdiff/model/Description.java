// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * An open file description: what descriptors that were duplicated share.
 *
 * @param socket the socket's id
 * @param nonblocking O_NONBLOCK
 * @param references how many descriptors and sleeping calls hold it
 */
record Description(int socket, boolean nonblocking, int references) {
  Description withNonblocking(boolean set) {
    return set == nonblocking ? this : new Description(socket, set, references);
  }

  Description held(int more) {
    return new Description(socket, nonblocking, references + more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Description that
        && that.socket == socket
        && that.nonblocking == nonblocking
        && that.references == references;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * socket + references) + (nonblocking ? 1 : 0);
  }
}
