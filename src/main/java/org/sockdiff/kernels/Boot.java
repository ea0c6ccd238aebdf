// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sockdiff.sys.EnvironmentException;

/**
 * One start of a guest, watched until it ends, or is ended because it does not go on.
 *
 * <p>Nothing outlives it: the guest gets the signal KILL when the thread that started it ends,
 * however that comes about (prctl(2), PR_SET_PDEATHSIG), and it is process 1 of a process namespace
 * where one can be had, so that with it goes all that it started.
 */
final class Boot {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int TAIL = 8192;

  private final Launch launch;
  private final Place place;
  private final Limits limits;
  private long position;

  /**
   * How long a guest may take.
   *
   * @param start until its record begins
   * @param pause between one piece of the record and the next
   */
  record Limits(Duration start, Duration pause) {}

  Boot(Launch launch, Place place, Limits limits) {
    this.launch = launch;
    this.place = place;
    this.limits = limits;
  }

  /**
   * Starts the guest and waits for its end.
   *
   * @return why it did not come to its end by itself, or what it ended with; empty if that was good
   */
  Optional<String> run() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.redirectInput(launch.input().orElse(Path.of("/dev/null")).toFile());
    builder.redirectOutput(launch.output().toFile());
    if (launch.output().equals(place.console())) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(place.console().toFile());
    }
    Process process = builder.start();
    Thread hook = new Thread(() -> kill(process), "sockdiff-guest-end");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return watch(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      kill(process);
      unhook(hook);
    }
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // The process is ending, and the hook does its work.
    }
  }

  private List<String> command() {
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of(
            Tools.find("setpriv", "apt-get install util-linux").toString(), "--pdeathsig", "KILL"));
    if (launch.contained() && canContain()) {
      words.addAll(CONTAIN);
    }
    words.addAll(launch.command());
    return words;
  }

  private static final List<String> CONTAIN =
      List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child=KILL");

  private static boolean canContain() {
    List<String> words = new ArrayList<>(CONTAIN);
    words.add("true");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void kill(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> watch(Process process) throws IOException, InterruptedException {
    long last = System.nanoTime();
    while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      if (advance()) {
        last = System.nanoTime();
      }
      long silent = System.nanoTime() - last;
      Duration limit = position == 0 ? limits.start : limits.pause;
      if (silent > limit.toNanos()) {
        return Optional.of(
            position == 0
                ? "it did not begin to record within " + limit.toSeconds() + " s"
                : "it recorded nothing more for " + limit.toSeconds() + " s");
      }
      if (!launch.hopeless().isEmpty() && consoleTail().contains(launch.hopeless())) {
        return Optional.of("it said: " + launch.hopeless());
      }
    }
    advance();
    int code = process.exitValue();
    return code == 0 ? Optional.empty() : Optional.of("it ended with exit code " + code);
  }

  /** Whether there is more of the record than when it was looked at before. */
  private boolean advance() throws IOException {
    if (!Files.exists(launch.record())) {
      return false;
    }
    long before = position;
    try (RandomAccessFile file = new RandomAccessFile(launch.record().toFile(), "r")) {
      for (int step = 1 << 20; step > 0; step /= 2) {
        while (hasByte(file, position + step - 1)) {
          position += step;
        }
      }
    }
    return position > before;
  }

  private static boolean hasByte(RandomAccessFile file, long at) throws IOException {
    if (at >= file.length()) {
      return false;
    }
    file.seek(at);
    return file.read() > 0;
  }

  /** The end of what the guest said. */
  private String consoleTail() throws IOException {
    if (!Files.exists(place.console())) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(place.console().toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(TAIL, file.length())];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot read " + place.console() + ": " + e.getMessage(), "is its file system full?");
    }
  }
}
