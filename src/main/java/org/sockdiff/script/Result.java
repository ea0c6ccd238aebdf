// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;
import java.util.Optional;

/**
 * One result of a call as the author writes it, given its meaning by the called operation.
 *
 * @param parts in the order written: {@code 5 "he" MSG_TRUNC} has three; {@code -1 EAGAIN} two;
 *     empty for {@code = from tx}
 * @param from the address after {@code from}
 */
public record Result(Location location, List<Value> parts, Optional<Value> from) {
  public Result {
    parts = List.copyOf(parts);
  }
}
