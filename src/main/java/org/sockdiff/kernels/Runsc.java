// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * gVisor, by {@code runsc do}: it sees the host's files, and writes go to memory. A new network
 * namespace there counts on with the counters of the old one, so cases run one at a time.
 *
 * @param platform what catches the system calls: ptrace works everywhere
 */
record Runsc(String name, String platform) implements Guest {
  static final String DEFAULT_PLATFORM = "ptrace";

  @Override
  public List<Launch> launches(Place place) throws IOException {
    Path runsc = Tools.find("runsc", "apt-get install --no-install-recommends runsc");
    Path state = Files.createDirectories(place.directory().resolve("runsc"));
    List<String> command =
        new ArrayList<>(
            List.of(
                runsc.toString(),
                "--root=" + state,
                "--platform=" + platform,
                "--network=none",
                "--ignore-cgroups",
                "do"));
    command.addAll(place.program().guest(1, Path.of("/tmp")));
    return List.of(
        new Launch(
            command, Optional.of(place.plan()), place.record(), place.record(), 0, true, ""));
  }
}
