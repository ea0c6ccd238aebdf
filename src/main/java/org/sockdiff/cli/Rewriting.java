// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that whoever reads one sees it whole, as it was or as it is now. */
final class Rewriting {
  private Rewriting() {}

  /**
   * Replaces what a file holds by way of a file beside it, which takes over its mode. Of a symbolic
   * link the target is replaced.
   *
   * @throws UsageException if it cannot be written; it is as it was then
   */
  static void replace(Path file, String text) {
    try {
      Path real = file.toRealPath();
      if (!Files.isWritable(real)) {
        throw new AccessDeniedException(file.toString());
      }
      Path beside = Files.createTempFile(real.toAbsolutePath().getParent(), ".sockdiff-", ".tmp");
      try {
        Files.copy(
            real, beside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(beside, text);
        Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (AccessDeniedException e) {
      throw new UsageException("cannot write " + file + ": permission denied");
    } catch (IOException e) {
      throw new UsageException("cannot write " + file + ": " + e.getMessage());
    }
  }
}
