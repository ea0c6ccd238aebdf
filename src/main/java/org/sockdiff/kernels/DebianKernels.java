// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sockdiff.sys.EnvironmentException;

/**
 * Debian's cloud kernels, fetched by apt-get into a cache. apt gets its own list of sources, lists,
 * cache and status, so that the state of the host's packages is neither read nor changed, and needs
 * no root.
 */
public final class DebianKernels {
  private static final String MIRROR = "http://deb.debian.org/debian";
  private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
  private static final String META = "linux-image-cloud-amd64";
  private static final Pattern DEPENDS = Pattern.compile("Depends: (linux-image-[0-9]\\S+)");
  private static final Pattern BANNER =
      Pattern.compile("([0-9]+\\.[0-9]+\\.[0-9]+\\S*) \\([^)]*\\).{0,80}?Debian ([0-9.]+)-[0-9]");

  /** Which of Debian's suites has which version. */
  private static final Map<String, String> SUITES = suites();

  private final Path cache;
  private final Path work;

  /**
   * Kernels.
   *
   * @param cache where they are kept
   * @param work a directory for what is downloaded on the way
   */
  public DebianKernels(Path cache, Path work) {
    this.cache = cache;
    this.work = work;
  }

  private static Map<String, String> suites() {
    Map<String, String> suites = new LinkedHashMap<>();
    suites.put("5.10", "bullseye");
    suites.put("6.1", "bookworm");
    suites.put("6.12", "trixie");
    suites.put("7", "forky");
    return suites;
  }

  /** The versions that can be asked for, or the names of suites in place of them. */
  public static String known() {
    List<String> words = new ArrayList<>();
    SUITES.forEach((version, suite) -> words.add(version + " (" + suite + ")"));
    return String.join(", ", words);
  }

  /**
   * Fetches the newest kernel of a version or suite.
   *
   * @return the image's file in the cache
   * @throws EnvironmentException if a program is missing, or apt-get fails; with what it said
   */
  public Path get(String versionOrSuite) throws IOException {
    String suite = SUITES.getOrDefault(versionOrSuite, versionOrSuite);
    if (!suite.matches("[a-z][a-z-]+")) {
      throw new EnvironmentException(
          "no suite of Debian is known to have a kernel " + versionOrSuite,
          "ask for one of " + known() + ", or for a suite by its name");
    }
    for (String program : List.of("apt-get", "apt-cache", "dpkg-deb")) {
      Tools.find(program, "this takes Debian's package tools");
    }
    List<String> options = privateRoot(suite);
    apt("apt-get", options, "-q", "update");
    Matcher depends = DEPENDS.matcher(apt("apt-cache", options, "depends", META));
    if (!depends.find()) {
      throw new EnvironmentException("the suite " + suite + " has no " + META, "is it a suite?");
    }
    // From forky on the image is in a package of its own.
    String binary = depends.group(1).replace("linux-image-", "linux-binary-");
    String wanted =
        apt("apt-cache", options, "pkgnames", binary).lines().anyMatch(binary::equals)
            ? binary
            : depends.group(1);
    apt("apt-get", options, "-q", "download", wanted);
    Path unpacked = work.resolve("unpacked");
    run(List.of("dpkg-deb", "-x", found(work, ".deb").toString(), unpacked.toString()));
    return keep(image(unpacked));
  }

  private List<String> privateRoot(String suite) throws IOException {
    Files.createDirectories(work.resolve("lists/partial"));
    Files.createDirectories(work.resolve("cache/archives/partial"));
    Files.writeString(work.resolve("status"), "");
    Files.writeString(
        work.resolve("sources.list"),
        "deb [signed-by=" + KEYRING + "] " + MIRROR + " " + suite + " main\n");
    List<String> options = new ArrayList<>();
    for (String option :
        List.of(
            "Dir::Etc::sourcelist=" + work.resolve("sources.list"),
            "Dir::Etc::sourceparts=/dev/null",
            "Dir::Etc::preferencesparts=/dev/null",
            "Dir::State::Lists=" + work.resolve("lists"),
            "Dir::State::status=" + work.resolve("status"),
            "Dir::Cache=" + work.resolve("cache"),
            "Acquire::Languages=none",
            "APT::Sandbox::User=",
            "APT::Architecture=amd64")) {
      options.addAll(List.of("-o", option));
    }
    return options;
  }

  private String apt(String program, List<String> options, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(options);
    command.addAll(List.of(words));
    return run(command);
  }

  private String run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new EnvironmentException(
            command.get(0) + " " + command.get(command.size() - 1) + " failed: " + text,
            "is there a way to " + MIRROR + ", and room in " + work + "?");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while " + command.get(0) + " ran", "");
    }
    return text;
  }

  private static Path found(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .findFirst()
          .orElseThrow(() -> new EnvironmentException("apt-get downloaded nothing", ""));
    }
  }

  private static Path image(Path unpacked) throws IOException {
    try (Stream<Path> files = Files.walk(unpacked)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("vmlinuz"))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() -> new EnvironmentException("the package has no vmlinuz", ""));
    }
  }

  private Path keep(Path image) throws IOException {
    KernelImage.check(image);
    Files.createDirectories(cache);
    Path kept = new KernelCache(cache).fileOf(version(image));
    Path making = kept.resolveSibling(kept.getFileName() + ".partial");
    Files.copy(image, making, StandardCopyOption.REPLACE_EXISTING);
    return Files.move(making, kept, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The upstream version in the banner of an image: {@code 6.1.176}. */
  static String version(Path image) throws IOException {
    Matcher banner = BANNER.matcher(Files.readString(image, StandardCharsets.ISO_8859_1));
    return Optional.of(banner)
        .filter(Matcher::find)
        .map(found -> found.group(2))
        .orElseThrow(
            () ->
                new EnvironmentException(image + " does not name its version", "is it Debian's?"));
  }
}
