// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.check.Verdict;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.ProfileException;
import org.sockdiff.rule.Profiles;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.sys.EnvironmentException;

/** Looks at the machine that this process runs on. */
final class LocalSurroundings implements Surroundings.Source {
  private static final int CALL_DEADLINE = 1000;

  private static final List<String> SYSCTLS =
      List.of(
          "user/max_user_namespaces",
          "kernel/unprivileged_userns_clone",
          "kernel/apparmor_restrict_unprivileged_userns");

  private static final List<String> UNSHARE =
      List.of("unshare", "--user", "--map-root-user", "--net", "true");

  private static final String FIRST_TRACE =
      """
      # A peek leaves the datagram in the queue.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:0)                   = 0
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)                         = 0
      send(tx, "hello", 0)                    = 5
      recv(rx, 64, MSG_PEEK)                  = "hello"
      recvmsg(rx, {iov: [64]}, 0)             = "hello" from tx
      recv(rx, 64, MSG_DONTWAIT)              = EAGAIN
      """;

  private String nativeTrouble = "";
  private String kernelTrouble = "";

  @Override
  public Surroundings look() {
    Optional<Surroundings.Measured> measured = measure();
    String status = read("/proc/self/status").orElse("");
    return new Surroundings(
        System.getProperty("java.version") + ", " + System.getProperty("java.home"),
        System.getProperty("os.arch", ""),
        read("/proc/sys/kernel/osrelease").orElse(""),
        read("/proc/version").orElse(""),
        Long.parseLong(field(status, "Uid:", "-1 -1").split("\\s+", -1)[1]),
        read("/proc/self/uid_map").orElse("").matches("\\s*0\\s+0\\s+4294967295\\s*"),
        Long.parseUnsignedLong(field(status, "CapEff:", "0"), 16),
        sysctls(),
        unshare(),
        Runtime.getRuntime().availableProcessors(),
        Optional.ofNullable(System.getProperty("jna.boot.library.path")),
        System.getenv("SOCKDIFF_NO_CACHE") != null,
        nativeTrouble,
        kernelTrouble,
        measured);
  }

  private Optional<Surroundings.Measured> measure() {
    try (LiveKernel kernel = LiveKernel.open(1, CALL_DEADLINE)) {
      CaseResult result = firstTrace(kernel);
      boolean decided = result.verdict() != Verdict.INCONCLUSIVE;
      return Optional.of(
          new Surroundings.Measured(
              kernel.machine(),
              kernel.seesBlockingCalls(),
              result.verdict().text() + (decided ? "" : " (" + result.reason() + ")"),
              decided));
    } catch (EnvironmentException | ProfileException e) {
      kernelTrouble = String.valueOf(e.getMessage());
    } catch (LinkageError e) {
      nativeTrouble = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    return Optional.empty();
  }

  private static CaseResult firstTrace(LiveKernel kernel) {
    Program program = Binder.bind(TraceReader.parse("first.trace", FIRST_TRACE)).get(0);
    Profile profile = Profiles.of(kernel.machine());
    return new Checker(profile, profile, kernel.machine(), System::nanoTime)
        .check(kernel.record(program));
  }

  private static Map<String, String> sysctls() {
    Map<String, String> found = new TreeMap<>();
    for (String file : SYSCTLS) {
      read("/proc/sys/" + file).ifPresent(value -> found.put(file, value));
    }
    return found;
  }

  private static String field(String status, String name, String otherwise) {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse(otherwise);
  }

  private static Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What the launcher tries, too; here it tells whether users without rights can run traces. */
  private static String unshare() {
    try {
      Process process = new ProcessBuilder(UNSHARE).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "unshare does not end";
      }
      return process.exitValue() == 0 ? "" : said.strip();
    } catch (IOException e) {
      return "no such program: unshare";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
