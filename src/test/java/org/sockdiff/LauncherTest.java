// SPDX-License-Identifier: Apache-2.0
package org.sockdiff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher with a Java that prints its arguments, a Maven that makes an empty jar, and an
 * unshare that says yes. It is run without capabilities, also when the tests run as root.
 */
@Timeout(60)
final class LauncherTest {
  /** All that the launcher may count on. */
  private static final List<String> TOOLS =
      List.of(
          ("cat cksum cp cut env find flock getent id mkdir mv readlink rm sed setpriv sh touch true"
                  + " tr")
              .split(" "));

  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  @TempDir private Path temporary = Path.of("");

  private final Map<String, String> environment = new TreeMap<>();
  private final boolean asRoot = ProcessHandle.current().info().user().orElse("").equals("root");

  @BeforeEach
  void makeToolsAndJava() throws Exception {
    for (String tool : TOOLS) {
      String real = Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/";
      program("tools/" + tool, "exec " + real + tool + " \"$@\"");
    }
    program("tools/unshare", "shift 3; echo unshared; exec \"$@\"");
    program("jdk/bin/java", "printf '%s\\n' \"$@\"; exit ${CODE:-0}");
    program("jdk/bin/javac", "");
    write("jdk/release", "IMPLEMENTOR=\"none\"\nJAVA_VERSION=\"17.0.1\"\n");
    environment.put("PATH", path("tools").toString());
    environment.put("JAVA_HOME", path("jdk").toString());
    environment.put("SOCKDIFF_NO_CACHE", "1");
  }

  @Test
  void startsTheJarBesideItWithTheArgumentsAsGiven() throws Exception {
    deliver();

    Ran ran = run("judge", "a b", "*", "", "--");

    assertEquals(
        List.of("-jar", path("sockdiff.jar").toString(), "judge", "a b", "*", "", "--"),
        ran.from("-jar"));
  }

  @Test
  void singleFileIsItsOwnJar() throws Exception {
    deliver();
    singleFile("other/sockdiff-0.1");
    write("other/sockdiff.jar", "");
    checkOut(directory("other"));

    Ran ran = runProgram("other/sockdiff-0.1", "judge");

    assertEquals(path("other/sockdiff-0.1").toString(), ran.from("-jar").get(1));
  }

  @Test
  void installedLauncherFindsTheJarInLib() throws Exception {
    copyLauncher(directory("usr/bin"));
    write("usr/lib/sockdiff/sockdiff.jar", "");

    Ran ran = runProgram("usr/bin/sockdiff", "judge");

    assertEquals(path("usr/lib/sockdiff/sockdiff.jar").toString(), ran.from("-jar").get(1));
  }

  @Test
  void withoutCacheUnpacksInItsOwnDirectory() throws Exception {
    deliver();
    environment.put("TMPDIR", directory("tmp").toString());

    String unpack = run("run").option("-Djna.tmpdir=");

    assertTrue(unpack.startsWith(path("tmp/sockdiff-").toString()), unpack);
    assertEquals("rwx------", PosixFilePermissions.toString(permissions(unpack)));
  }

  @Test
  void forgottenLibraryIsDeleted() throws Exception {
    deliver();
    environment.put("TMPDIR", directory("tmp").toString());
    Path unpack = Path.of(run("run").option("-Djna.tmpdir="));
    Path forgotten = Files.writeString(unpack.resolve("jna123.tmp"), "");
    Files.setLastModifiedTime(forgotten, FileTime.from(Instant.EPOCH));
    Files.writeString(unpack.resolve("jna124.tmp"), "");

    run("run");

    try (Stream<Path> left = Files.list(unpack)) {
      assertEquals(List.of(unpack.resolve("jna124.tmp")), left.toList());
    }
  }

  @Test
  void doesNotUnpackWhereALinkPoints() throws Exception {
    deliver();
    environment.put("TMPDIR", directory("tmp").toString());
    Path unpack = Path.of(run("run").option("-Djna.tmpdir="));
    Files.delete(unpack);
    Files.createSymbolicLink(unpack, directory("home"));

    assertTrue(run("run").lines().stream().noneMatch(line -> line.startsWith("-Djna.tmpdir")));
  }

  @Test
  void exitsAsJavaDoes() throws Exception {
    deliver();
    environment.put("CODE", "42");

    assertEquals(42, run("judge").exit());
  }

  @Test
  void isFoundThroughSymbolicLinks() throws Exception {
    deliver();
    link("bin/second", Path.of("../sockdiff"));
    link("bin/first", Path.of("second"));

    Ran ran = runProgram("bin/first", "judge");

    assertEquals(path("bin/../sockdiff.jar").toString(), ran.from("-jar").get(1));
  }

  @Test
  void findsJavaInThePath() throws Exception {
    deliver();
    environment.remove("JAVA_HOME");
    environment.put("PATH", path("tools") + ":" + path("jdk/bin"));

    assertEquals(0, run("judge").exit());
  }

  @Test
  void saysWhichJavaIsTooOld() throws Exception {
    deliver();
    write("jdk/release", "JAVA_VERSION=\"11.0.2\"\n");

    Ran ran = run("judge");

    assertEquals(3, ran.exit());
    assertTrue(ran.err().contains("/jdk/bin/java is version 11.0.2; Java 17 or later"), ran.err());
  }

  @Test
  void asksJavaWhenNoFileTellsItsVersion() throws Exception {
    deliver();
    Files.delete(path("jdk/release"));
    program("jdk/bin/java", "echo '    java.version = 1.8.0_412' >&2");

    assertTrue(run("judge").err().contains("is version 1.8.0_412;"));
  }

  @Test
  void saysWhenThereIsNoJava() throws Exception {
    deliver();
    environment.remove("JAVA_HOME");

    Ran ran = run("judge");

    assertEquals(3, ran.exit());
    assertTrue(ran.err().contains("no java in PATH"), ran.err());
  }

  @Test
  void runOfOneTraceUsesTheFirstCompilerOnly() throws Exception {
    deliver();
    write("one.trace", "");

    assertTrue(run("run", path("one.trace") + ":7").lines().contains(FIRST_COMPILER_ONLY));
  }

  @Test
  void runOfManyTracesUsesBothCompilers() throws Exception {
    deliver();
    Files.createDirectories(path("traces"));

    assertTrue(!run("run", path("traces").toString()).lines().contains(FIRST_COMPILER_ONLY));
  }

  @Test
  void runOfAllTracesUsesBothCompilers() throws Exception {
    deliver();

    assertTrue(!run("run").lines().contains(FIRST_COMPILER_ONLY));
  }

  @Test
  void runEntersNamespaces() throws Exception {
    deliver();

    assertEquals("unshared", run("run").lines().get(0));
  }

  @Test
  void modelAloneNeedsNoNamespace() throws Exception {
    deliver();
    program("tools/unshare", "exit 1");

    assertEquals(0, run("run", "--target", "model").exit());
  }

  @Test
  void helpNeedsNoNamespace() throws Exception {
    deliver();
    program("tools/unshare", "exit 1");

    assertEquals(0, run("run", "--help").exit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmt", "list", "lint", "rules", "doctor"})
  void commandsThatCanDoWithoutAKernelNeedNoNamespace(String command) throws Exception {
    deliver();
    program("tools/unshare", "exit 1");

    assertEquals(0, run(command).exit());
  }

  @Test
  void doctorEntersNamespacesWherePossible() throws Exception {
    deliver();

    assertEquals("unshared", run("doctor").lines().get(0));
  }

  @Test
  void saysWhatWasTriedWhenThereIsNoNamespace() throws Exception {
    deliver();
    program("tools/unshare", "echo 'unshare failed: not today' >&2; exit 1");

    Ran ran = run("run");

    assertEquals(3, ran.exit());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("    unshare --user --map-root-user --net\n"), ran.err());
    assertTrue(ran.err().contains("unshare failed: not today"), ran.err());
  }

  @Test
  void exitStyleIsKeptToWhereNothingCanRun() throws Exception {
    deliver();
    program("tools/unshare", "exit 1");

    assertEquals(125, run("run", "--exit-style=bisect").exit());
    assertEquals(125, run("run", "--exit-style", "bisect", "x.trace").exit());
    Ran ran = run("run", "--exit-style", "kselftest");
    assertEquals(1, ran.exit());
    assertEquals("Bail out! cannot make a network namespace\n", ran.out());
  }

  @Test
  void doctorRunsWithoutNamespace() throws Exception {
    deliver();
    program("tools/unshare", "exit 1");

    assertEquals(0, run("doctor").exit());
  }

  @Test
  void needsNoHome() throws Exception {
    deliver();
    environment.remove("SOCKDIFF_NO_CACHE");

    assertEquals(0, run("run").exit());
  }

  @Test
  void keepsItsCacheInTheHomeOfItsUser() throws Exception {
    deliver();
    environment.remove("SOCKDIFF_NO_CACHE");
    environment.put("HOME", directory("home").toString());
    program(
        "jdk/bin/java",
        "dumps= ; for a; do case $a in -Xshare:dump) dumps=1 ;; esac; done\n"
            + "for a; do case $dumps$a in 1*SharedArchiveFile=*) : >\"${a#*=}\" ;; *) echo \"$a\"; esac; done");

    String first = run("run").option("-XX:SharedArchiveFile=");
    String second = run("run").option("-XX:SharedArchiveFile=");

    assertTrue(first.startsWith(path("home/.cache/sockdiff/").toString()), first);
    assertEquals(first, second);
  }

  @Test
  void checkoutIsBuiltOnFirstUse() throws Exception {
    checkOut(directory("checkout"));
    maven();

    Ran first = runProgram("checkout/sockdiff", "judge");
    Ran second = runProgram("checkout/sockdiff", "judge");

    assertEquals("sockdiff: building sockdiff (first use)...\n", first.err());
    assertEquals("", second.err());
    assertEquals(path("checkout/target/sockdiff.jar").toString(), second.from("-jar").get(1));
  }

  @Test
  void checkoutIsBuiltAgainWhenItsSourcesChange() throws Exception {
    checkOut(directory("checkout"));
    maven();
    runProgram("checkout/sockdiff", "judge");
    inTheFuture("checkout/src/main/X.java");

    assertEquals(
        "sockdiff: building sockdiff (the sources have changed)...\n",
        runProgram("checkout/sockdiff", "judge").err());
  }

  @Test
  void failedBuildShowsWhatMavenSaid() throws Exception {
    checkOut(directory("checkout"));
    program("tools/mvn", "echo '[ERROR] no such luck'; exit 1");

    Ran ran = runProgram("checkout/sockdiff", "judge");

    assertEquals(3, ran.exit());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("[ERROR] no such luck\n"), ran.err());
  }

  @Test
  void mavenUsesTheRepositoryInHome() throws Exception {
    checkOut(directory("checkout"));
    environment.put("HOME", directory("home").toString());
    program("tools/mvn", "printf '%s\\n' \"$@\"; exit 1");

    assertTrue(
        runProgram("checkout/sockdiff", "judge")
            .err()
            .contains("-Dmaven.repo.local=" + path("home/.m2/repository") + "\n"));
  }

  @Test
  void saysHowToGetMaven() throws Exception {
    checkOut(directory("checkout"));

    Ran ran = runProgram("checkout/sockdiff", "judge");

    assertEquals(3, ran.exit());
    assertTrue(ran.err().endsWith("there is no mvn: apt-get install maven\n"), ran.err());
  }

  @Test
  void readOnlyCheckoutUsesTheJarItHas() throws Exception {
    checkOut(directory("checkout"));
    write("checkout/target/sockdiff.jar", "");
    inTheFuture("checkout/src/main/X.java");
    readOnly("checkout");
    readOnly("checkout/target");

    Ran ran = runProgram("checkout/sockdiff", "judge");

    assertEquals(0, ran.exit());
    assertTrue(ran.err().endsWith("is not writable: using the jar as it is\n"), ran.err());
  }

  @Test
  void readOnlyCheckoutWithoutJarIsBuiltInTheCache() throws Exception {
    checkOut(directory("checkout"));
    readOnly("checkout");
    maven();
    environment.put("HOME", directory("home").toString());

    String jar = runProgram("checkout/sockdiff", "judge").from("-jar").get(1);

    assertTrue(jar.startsWith(path("home/.cache/sockdiff/build-").toString()), jar);
    assertEquals("", runProgram("checkout/sockdiff", "judge").err());
  }

  /** Lays the launcher and a jar side by side. */
  private void deliver() throws IOException {
    copyLauncher(temporary);
    write("sockdiff.jar", "");
  }

  /** The launcher as the delivery has it; that a jar follows is nothing to it. */
  private void singleFile(String name) throws IOException {
    String launcher = Files.readString(Path.of("sockdiff"));
    write(name, launcher.replace("\nsingle_file=\n", "\nsingle_file=1\n"));
    makeExecutable(path(name));
  }

  private static Set<PosixFilePermission> permissions(String file) throws IOException {
    return Files.getPosixFilePermissions(Path.of(file));
  }

  /** Lays out a checkout, whose files are older than anything made later. */
  private void checkOut(Path directory) throws IOException {
    copyLauncher(directory);
    for (String file :
        List.of("pom.xml", "LICENSE", "NOTICE", ".mvn/x", "grammar/x", "src/main/X.java")) {
      write(temporary.relativize(directory.resolve(file)).toString(), "");
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
      }
    }
  }

  private void maven() throws IOException {
    program("tools/mvn", "[ -d src/main ] && : >target/new.jar");
  }

  private void inTheFuture(String file) throws IOException {
    Files.setLastModifiedTime(path(file), FileTime.from(Instant.now().plusSeconds(3600)));
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectories(path(name));
  }

  private void readOnly(String directory) throws IOException {
    Files.setPosixFilePermissions(path(directory), PosixFilePermissions.fromString("r-xr-xr-x"));
  }

  private void copyLauncher(Path directory) throws IOException {
    Files.copy(Path.of("sockdiff"), directory.resolve("sockdiff"));
    makeExecutable(directory.resolve("sockdiff"));
  }

  private void program(String name, String body) throws IOException {
    write(name, "#!/bin/sh\n" + body + "\n");
    makeExecutable(path(name));
  }

  private static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(path(name).resolveSibling(""));
    Files.writeString(path(name), text);
  }

  private void link(String name, Path target) throws IOException {
    Files.createDirectories(path(name).resolveSibling(""));
    Files.createSymbolicLink(path(name), target);
  }

  private Path path(String name) {
    return temporary.resolve(name);
  }

  private Ran run(String... arguments) throws Exception {
    return runProgram("sockdiff", arguments);
  }

  private Ran runProgram(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (asRoot) {
      command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    }
    command.add(path(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path err = Files.createTempFile(temporary, "err", "");
    Process process = builder.redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), out, Files.readString(err));
  }

  private record Ran(int exit, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }

    /** What Java was given, from argument {@code first} on. */
    List<String> from(String first) {
      return lines().subList(lines().indexOf(first), lines().size());
    }

    /** The argument that starts with {@code name}. */
    String option(String name) {
      return lines().stream()
          .filter(line -> line.startsWith(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + name + " in " + out + err))
          .substring(name.length());
    }
  }
}
