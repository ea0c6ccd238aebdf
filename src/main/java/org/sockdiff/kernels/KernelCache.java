// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sockdiff.rule.KernelVersion;

/** The kernels that were fetched: {@code vmlinuz-RELEASE} each. */
public final class KernelCache {
  private static final String PREFIX = "vmlinuz-";
  private final Path directory;

  /** Those in a directory. */
  public KernelCache(Path directory) {
    this.directory = directory;
  }

  /** The newest of a version: {@code 6.12} finds 6.12.117, {@code 7} the newest 7.x. */
  public Optional<Path> find(String version) throws IOException {
    if (!version.matches("[0-9]+(\\.[0-9]+)*") || !Files.isDirectory(directory)) {
      return Optional.empty();
    }
    return all().stream()
        .filter(file -> matches(release(file), version))
        .reduce((older, newer) -> newer);
  }

  /** All of them, the oldest first. */
  public List<Path> all() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> KernelVersion.parse(release(file)).isPresent())
          .sorted(Comparator.comparing(file -> KernelVersion.of(release(file))))
          .toList();
    }
  }

  private static String release(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
  }

  private static boolean matches(String release, String version) {
    return KernelVersion.parse(release).isPresent()
        && (release.equals(version)
            || (release.startsWith(version)
                && !Character.isDigit(release.charAt(version.length()))));
  }

  /** Where a kernel of a release belongs. */
  Path fileOf(String release) {
    return directory.resolve(PREFIX + release);
  }
}
