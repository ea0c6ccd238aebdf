// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The kernel that sockdiff itself runs on, in another process. */
record Host(String name) implements Guest {
  @Override
  public List<Launch> launches(Place place) throws IOException {
    int jobs = Runtime.getRuntime().availableProcessors();
    return List.of(
        new Launch(
            place.program().guest(jobs, place.temporary()),
            Optional.of(place.plan()),
            place.record(),
            place.record(),
            0,
            false,
            ""));
  }
}
