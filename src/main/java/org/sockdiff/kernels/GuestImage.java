// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sockdiff.sys.EnvironmentException;

/**
 * The root disk of QEMU guests: Java, sockdiff, and a handful of the host's programs with the
 * libraries that they need, as a file system in a file. It is made once for each sockdiff and Java,
 * and kept.
 */
final class GuestImage {
  private static final List<String> PROGRAMS = List.of("sh", "mount", "head", "sync", "sleep");
  private static final Set<String> UNUSED =
      Set.of("jmods", "src.zip", "ct.sym", "demo", "include", "man", "docs", "legal");
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+)(?: \\(0x[0-9a-f]+\\))");
  private static final int MARGIN_MEGABYTES = 48;

  private final Place place;

  GuestImage(Place place) {
    this.place = place;
  }

  /** The file; made if it is not there yet. */
  Path file() throws IOException {
    JavaProgram program = place.program();
    StringBuilder key = new StringBuilder(INIT).append(program.home());
    for (Path entry : program.classPath()) {
      key.append(entry).append(newest(entry));
    }
    String name = "guest-" + Integer.toHexString(key.toString().hashCode()) + ".ext4";
    Path directory = Files.createDirectories(place.cache());
    Path image = directory.resolve(name);
    if (!Files.exists(image)) {
      for (Path old : listed(directory, "guest-")) {
        Files.deleteIfExists(old);
      }
      Path made = make();
      Files.move(made, image, StandardCopyOption.REPLACE_EXISTING);
    }
    return image;
  }

  private static List<Path> listed(Path directory, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static String newest(Path entry) throws IOException {
    if (!Files.exists(entry)) {
      return "absent";
    }
    try (Stream<Path> files = Files.walk(entry)) {
      long time = 0;
      long size = 0;
      for (Path file : files.toList()) {
        time = Math.max(time, Files.getLastModifiedTime(file).toMillis());
        size += Files.size(file);
      }
      return time + "," + size;
    }
  }

  private Path make() throws IOException {
    Path tool = Tools.find("mke2fs", "apt-get install e2fsprogs");
    Path root = Files.createDirectories(place.directory().resolve("root"));
    for (String empty : List.of("proc", "sys", "dev", "tmp", "run", "etc", "classes")) {
      Files.createDirectories(root.resolve(empty));
    }
    copyTree(place.program().home(), root.resolve("java"));
    List<String> classPath = new ArrayList<>();
    for (Path entry : place.program().classPath()) {
      if (Files.exists(entry)) {
        String name = "/classes/" + classPath.size() + (Files.isDirectory(entry) ? "" : ".jar");
        copyTree(entry, root.resolve(name.substring(1)));
        classPath.add(name);
      }
    }
    copyPrograms(root);
    String guest =
        Tools.quoted(
            JavaProgram.guest("/java/bin/java", String.join(":", classPath), 2, Path.of("/tmp")));
    Path init = Files.writeString(root.resolve("init"), INIT.replace("GUEST", guest));
    Files.setPosixFilePermissions(
        init, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    Path file = place.cache().resolve("making-" + ProcessHandle.current().pid() + ".ext4");
    long megabytes = bytes(root) * 11 / 10 / (1 << 20) + MARGIN_MEGABYTES;
    run(
        List.of(
            tool.toString(),
            "-q",
            "-F",
            "-t",
            "ext4",
            "-O",
            "^has_journal",
            "-m",
            "0",
            "-d",
            root.toString(),
            file.toString(),
            megabytes + "M"));
    Place.delete(root);
    return file;
  }

  private static long bytes(Path root) throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  private void copyPrograms(Path root) throws IOException {
    Set<Path> wanted = new LinkedHashSet<>();
    for (String name : PROGRAMS) {
      Path program = Tools.find(name, "it is part of every Debian");
      copyTree(program, root.resolve("bin").resolve(name));
      wanted.addAll(libraries(program));
    }
    wanted.addAll(libraries(place.program().home().resolve("bin/java")));
    wanted.addAll(libraries(place.program().home().resolve("lib/server/libjvm.so")));
    for (Path library : listed(place.program().home().resolve("lib"), "lib")) {
      wanted.addAll(libraries(library));
    }
    for (Path library : wanted) {
      copyTree(library, root.resolve(library.toString().substring(1)));
    }
  }

  /** The libraries of a program, as its loader tells them. */
  private List<Path> libraries(Path program) throws IOException {
    List<Path> libraries = new ArrayList<>();
    Matcher line = LIBRARY.matcher(output(List.of("ldd", program.toString())));
    while (line.find()) {
      Path library = Path.of(line.group(1));
      if (!library.startsWith(place.program().home())) {
        libraries.add(library);
      }
    }
    return libraries;
  }

  private static void copyTree(Path from, Path to) throws IOException {
    if (to.getFileName() != null && UNUSED.contains(to.getFileName().toString())) {
      return;
    }
    if (Files.isDirectory(from)) {
      Files.createDirectories(to);
      try (Stream<Path> entries = Files.list(from)) {
        for (Path entry : entries.sorted().toList()) {
          copyTree(entry, to.resolve(entry.getFileName().toString()));
        }
      }
    } else if (Files.exists(from) && !Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = to.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void run(List<String> command) throws IOException {
    output(command);
  }

  private static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new EnvironmentException(command.get(0) + " does not end", "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted", "");
    }
    if (process.exitValue() != 0 && !command.get(0).equals("ldd")) {
      throw new EnvironmentException(
          String.join(" ", command) + " failed: " + text.strip(), "is the file system full?");
    }
    return text;
  }

  /** What runs as process 1. The record's disk is written while the guest runs. */
  private static final String INIT =
      """
      #!/bin/sh
      PATH=/bin
      export PATH
      mount -t devtmpfs dev /dev
      mount -t proc proc /proc
      mount -t sysfs sys /sys
      mount -t tmpfs tmp /tmp
      read -r line </proc/cmdline
      size=${line##*sockdiff.plan=}
      size=${size%% *}
      disk() {
        for d in /sys/block/nvme*n1; do
          read -r serial <"$d/device/serial"
          if [ "${serial%% *}" = "$1" ]; then
            echo "/dev/${d##*/}"
          fi
        done
      }
      head -c "$size" "$(disk d1)" >/tmp/plan
      record=$(disk d2)
      while :; do
        sleep 1
        sync
      done &
      GUEST </tmp/plan >"$record"
      echo "sockdiff: the guest's recorder ended with $?"
      sync
      echo o >/proc/sysrq-trigger
      sleep 60
      """;
}
