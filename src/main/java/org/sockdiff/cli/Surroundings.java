// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.Map;
import java.util.Optional;
import org.sockdiff.rule.Machine;

/**
 * What was found of this machine.
 *
 * @param java its version and where it is
 * @param architecture as Java calls it
 * @param release {@code uname -r}, and {@code version} the text of /proc/version
 * @param uid the effective user
 * @param initialUsers whether that is a user of the initial user namespace
 * @param capabilities the effective ones, a bit each
 * @param sysctls what files below /proc/sys hold, those that exist
 * @param unshare what {@code unshare --user --map-root-user --net true} said; empty if it worked
 * @param cpus how many this process may use
 * @param cache the directory of what makes starts fast; absent if there is none
 * @param cacheForbidden whether SOCKDIFF_NO_CACHE is set
 * @param nativeTrouble why the native library could not be loaded; empty if it was
 * @param kernelTrouble why the kernel's sockets cannot be observed; empty if they can
 * @param kernel what was measured; absent if there was trouble
 */
record Surroundings(
    String java,
    String architecture,
    String release,
    String version,
    long uid,
    boolean initialUsers,
    long capabilities,
    Map<String, String> sysctls,
    String unshare,
    int cpus,
    Optional<String> cache,
    boolean cacheForbidden,
    String nativeTrouble,
    String kernelTrouble,
    Optional<Measured> kernel) {
  Surroundings {
    sysctls = Map.copyOf(sysctls);
  }

  /**
   * What the kernel's sockets told.
   *
   * @param callsNamed whether it tells which call a thread sleeps in
   * @param verdict what became of a first small trace, with a reason if it is inconclusive
   * @param decided whether that trace came to a verdict
   */
  record Measured(Machine machine, boolean callsNamed, String verdict, boolean decided) {}

  /** Looks at a machine. */
  interface Source {
    Surroundings look();
  }
}
