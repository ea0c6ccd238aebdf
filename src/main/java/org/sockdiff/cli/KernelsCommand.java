// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockdiff.kernels.DebianKernels;
import org.sockdiff.kernels.KernelCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Kernel images for guests. */
@Command(
    name = "kernels",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Fetches kernels for qemu:VERSION, and lists those that are there.",
    description = {
      "",
      "kernels get VERSION fetches Debian's newest cloud kernel of a version into the cache"
          + " ($XDG_CACHE_HOME/sockdiff/kernels). It needs apt-get and dpkg-deb, no root, and leaves the"
          + " host's packages alone. kernels list prints what is there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff kernels get 5.10     Debian 11's; likewise 6.1, 6.12 and 7",
      "  sockdiff kernels get sid      the newest of a suite",
      "  sockdiff kernels list"
    })
final class KernelsCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(index = "0", paramLabel = "get|list", description = "What to do.")
  private String what = "";

  @Parameters(
      index = "1..*",
      paramLabel = "VERSION",
      description = "Versions, or names of Debian's suites.")
  private List<String> versions = List.of();

  KernelsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (what.equals("list") && versions.isEmpty()) {
      for (Path kernel : new KernelCache(GuestOptions.cache()).all()) {
        streams.out().println(kernel);
      }
      return ExitCode.CONFORMS;
    }
    if (!what.equals("get") || versions.isEmpty()) {
      throw new UsageException(
          "kernels takes 'list', or 'get' and versions: " + DebianKernels.known());
    }
    for (String version : versions) {
      streams.out().println(fetched(version));
    }
    return ExitCode.CONFORMS;
  }

  private static Path fetched(String version) throws IOException {
    Path work = Files.createTempDirectory("sockdiff-kernels-");
    try {
      return new DebianKernels(GuestOptions.cache(), work).get(version);
    } finally {
      try (Stream<Path> files = Files.walk(work)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
