// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.sockdiff.kernels.JavaProgram;
import org.sockdiff.kernels.Observer;
import picocli.CommandLine.Option;

/** How guests are started. */
final class GuestOptions {
  @Option(
      names = "--boots",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often a guest is started until it has recorded every case; what is missing then is"
              + " inconclusive. Default: 3.")
  private int boots = 3;

  @Option(
      names = "--boot-limit",
      paramLabel = "S",
      defaultValue = "180",
      description = "Seconds until a guest must have begun to record. Default: 180.")
  private int bootLimit = 180;

  @Option(
      names = "--pause-limit",
      paramLabel = "S",
      defaultValue = "90",
      description = "Seconds that it may take from one recorded case to the next. Default: 90.")
  private int pauseLimit = 90;

  /** Where guest images and kernels are kept. */
  static Path cache() {
    String base = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path directory =
        base.startsWith("/")
            ? Path.of(base)
            : Path.of(System.getProperty("user.home", "/tmp"), ".cache");
    return directory.resolve("sockdiff").resolve("kernels");
  }

  Observer observer() {
    if (boots < 1 || boots > 20 || bootLimit < 1 || pauseLimit < 1) {
      throw new UsageException("--boots is 1 to 20, and the limits are seconds, at least 1");
    }
    String parent = System.getenv().getOrDefault("TMPDIR", "");
    return new Observer(
        Path.of(parent.isEmpty() ? "/tmp" : parent),
        cache(),
        JavaProgram.running(),
        boots,
        Duration.ofSeconds(bootLimit),
        Duration.ofSeconds(pauseLimit));
  }
}
