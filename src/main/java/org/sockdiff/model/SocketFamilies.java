// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Family;

/** The table of address families. */
final class SocketFamilies {
  private static final List<SocketFamily> ALL =
      List.of(new InetSockets(Family.AF_INET), new InetSockets(Family.AF_INET6), new UnixSockets());

  private SocketFamilies() {}

  /** The family with a number; empty if the model knows none. */
  static Optional<SocketFamily> of(int number) {
    return ALL.stream().filter(family -> family.number() == number).findFirst();
  }
}
