// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Why something with a file failed, in the words of {@code strerror}: those of NIO are names. */
final class Reason {
  private Reason() {}

  static String of(Exception e) {
    if (e.getCause() instanceof FileSystemException cause) {
      return of(cause);
    } else if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof FileSystemException failure) {
      return Optional.ofNullable(failure.getReason()).orElse(failure.getClass().getSimpleName());
    }
    return String.valueOf(e.getMessage());
  }
}
