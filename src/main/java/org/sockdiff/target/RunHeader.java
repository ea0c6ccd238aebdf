// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.OptionalLong;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;

/**
 * What a record says of the run that made it.
 *
 * @param tool the name of the program that wrote the record
 * @param toolVersion that program's version
 * @param machine what was observed, its kernel's release and version string among it
 * @param kernel the profile that the kernel was taken to have
 * @param seed of a run whose scripts or schedules were drawn at random
 */
public record RunHeader(
    String tool, String toolVersion, Machine machine, Profile kernel, OptionalLong seed) {
  /** The name of this program in the records that it writes. */
  public static final String SOCKDIFF = "sockdiff";

  /**
   * A run of this program's, without a seed, on a machine with the profile of its release.
   *
   * @throws org.sockdiff.rule.ProfileException if the release names no kernel version
   */
  public static RunHeader of(String toolVersion, Machine machine) {
    return new RunHeader(
        SOCKDIFF, toolVersion, machine, Profiles.of(machine), OptionalLong.empty());
  }

  /** The same run, drawn from a seed. */
  public RunHeader withSeed(long drawnFrom) {
    return new RunHeader(tool, toolVersion, machine, kernel, OptionalLong.of(drawnFrom));
  }
}
