// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sockdiff.rule.Machine;

/** What can be told of this machine without touching its sockets. */
final class HostFacts {
  private HostFacts() {}

  /** A typical machine with this kernel's release. */
  static Machine machine() {
    return Machine.TYPICAL.withRelease(
        read("/proc/sys/kernel/osrelease", Machine.TYPICAL.release()),
        read("/proc/version", Machine.TYPICAL.version()));
  }

  private static String read(String file, String otherwise) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      return otherwise;
    }
  }
}
