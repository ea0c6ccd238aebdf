// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sockdiff.sys.EnvironmentException;

/**
 * User-Mode Linux: a kernel that is a program. Its root is the host's, read-only, through hostfs;
 * the place is mounted once more, for writing. It has one CPU.
 *
 * @param binary the kernel; empty for the one of Debian's package
 */
record Uml(String name, String binary) implements Guest {
  private static final String MEMORY = "1024M";

  @Override
  public List<Launch> launches(Place place) throws IOException {
    Path kernel = kernel();
    String directory = place.directory().toString();
    if (directory.contains(" ") || directory.contains("\"")) {
      throw new EnvironmentException(
          "the directory " + directory + " cannot stand on a kernel's command line",
          "set TMPDIR to a directory without blanks");
    }
    Path init = place.script("init", init(place));
    return List.of(
        new Launch(
            List.of(
                kernel.toString(),
                "root=/dev/root",
                "rootfstype=hostfs",
                "rootflags=/",
                "ro",
                "mem=" + MEMORY,
                "init=" + init,
                "con=null",
                "con0=fd:0,fd:1",
                "quiet",
                "panic=-1"),
            Optional.empty(),
            place.console(),
            place.record(),
            0,
            true,
            ""));
  }

  private Path kernel() {
    if (binary.isEmpty()) {
      return Tools.find("linux.uml", "apt-get install --no-install-recommends user-mode-linux");
    }
    Path file = Path.of(binary).toAbsolutePath();
    if (!Files.isExecutable(file)) {
      throw new EnvironmentException(
          binary + " is no program", "uml:BINARY names a User-Mode Linux kernel");
    }
    return file;
  }

  /** What runs as process 1: mounts what Java needs, records, and switches the machine off. */
  private static String init(Place place) throws IOException {
    Path temporary = Path.of("/run/exchange/tmp");
    place.temporary();
    return """
        #!/bin/sh
        PATH=/usr/sbin:/usr/bin:/sbin:/bin
        export PATH
        mount -t proc proc /proc
        mount -t tmpfs tmpfs /run
        mkdir /run/exchange
        mount -t hostfs none /run/exchange -o DIRECTORY
        mount -t tmpfs tmpfs /run/exchange/tmp
        modules=/usr/lib/uml/modules/$(uname -r)/kernel
        for module in lib/crc-ccitt net/ipv6/ipv6; do
          insmod "$modules/$module.ko" || echo "sockdiff: no module $module, so perhaps no IPv6"
        done
        GUEST </run/exchange/plan.ndjson >/run/exchange/record.ndjson
        echo "sockdiff: the guest's recorder ended with $?"
        sync
        echo o >/proc/sysrq-trigger
        while :; do sleep 1; done
        """
        .replace("DIRECTORY", place.directory().toString())
        .replace("GUEST", Tools.quoted(place.program().guest(1, temporary)));
  }
}
