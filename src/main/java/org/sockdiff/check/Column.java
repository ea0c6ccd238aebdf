// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;

/**
 * What one kernel did.
 *
 * @param kernel its name in the table
 * @param header what it is; absent if it recorded nothing at all
 * @param runs the recordings by the names of the cases, a map for each repeat
 */
public record Column(String kernel, Optional<RunHeader> header, List<Map<String, Recording>> runs) {
  public Column {
    runs = runs.stream().map(Map::copyOf).toList();
  }

  /** The profile that it is judged under. */
  public String profile() {
    return header.map(h -> h.kernel().name()).orElse("nothing recorded");
  }
}
