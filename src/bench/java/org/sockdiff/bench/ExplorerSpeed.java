// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockdiff.explore.Exploration;
import org.sockdiff.explore.Explorer;
import org.sockdiff.model.Host;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profiles;
import org.sockdiff.syntax.TraceReader;

/**
 * How many states of a race are visited in a second of CPU, beside the C program that visits the
 * same ({@code src/bench/c/enumerate.c}) and SPIN's verifier of {@code src/test/promela/queue.pml}.
 *
 * <p>Arguments: the C program, and SPIN's ({@code pan}), made for three receivers, two rounds and
 * four datagrams. The script {@code src/bench/explorer} makes them.
 */
public final class ExplorerSpeed {
  private static final int RECEIVERS = 3;
  private static final int ROUNDS = 2;
  private static final int DATAGRAMS = 4;
  private static final int WARM_UPS = 3;
  private static final int REPETITIONS = 5;
  private static final Pattern C = Pattern.compile("(\\d+) states, .* ([0-9]+) states/s");
  private static final Pattern STORED = Pattern.compile("(\\d+) states, stored");
  private static final Pattern ELAPSED = Pattern.compile("elapsed time ([0-9.]+) seconds");

  private ExplorerSpeed() {}

  /** Prints the three figures, the profile of the kernel in one piece and the newest. */
  public static void main(String[] args) throws IOException, InterruptedException {
    for (String profile : List.of("linux-4.9", "linux-6.18.44")) {
      java(profile);
    }
    c(Path.of(args[0]));
    spin(Path.of(args[1]));
  }

  private static void java(String profile) {
    Program program = Binder.bind(TraceReader.parse("bench.trace", script())).get(0);
    Host start = Host.fresh(Profiles.named(profile), Machine.TYPICAL);
    for (Program.Action action : program.actions()) {
      if (action instanceof Program.Do made) {
        start = made.call().op().model(start, made.call()).get(0).host();
      }
    }
    int last = program.actions().size() - 1;
    Program.Race race = (Program.Race) program.actions().get(last);
    long states = 0;
    long began = 0;
    Exploration found = explore(start, race, program);
    for (int i = 1; i < WARM_UPS + REPETITIONS; i++) {
      if (i == WARM_UPS) {
        began = cpu();
        states = 0;
      }
      found = explore(start, race, program);
      states += found.states();
    }
    System.out.printf(
        "sockdiff as %s: %d states, %d transitions, %d outcomes, %.0f states/s CPU%n",
        profile,
        found.states(),
        found.transitions(),
        found.outcomes().size(),
        states / ((cpu() - began) / 1e9));
  }

  private static Exploration explore(Host start, Program.Race race, Program program) {
    return Explorer.explore(start, race.calls(), program.threads().size(), Explorer.USUAL_STATES);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String script() {
    StringBuilder text =
        new StringBuilder(
            """
            rx = socket(AF_INET, SOCK_DGRAM, 0)
            bind(rx, 127.0.0.1:9000)
            tx = socket(AF_INET, SOCK_DGRAM, 0)
            connect(tx, rx)
            race {
            """);
    for (int receiver = 0; receiver < RECEIVERS; receiver++) {
      for (int round = 0; round < ROUNDS; round++) {
        text.append("R%d> recv(rx, 16, MSG_PEEK|MSG_DONTWAIT)%n".formatted(receiver));
        text.append("R%d> recv(rx, 16, MSG_DONTWAIT)%n".formatted(receiver));
      }
    }
    for (int datagram = 0; datagram < DATAGRAMS; datagram++) {
      text.append("S> send(tx, \"%d\", 0)%n".formatted(datagram));
    }
    return text + "}\n";
  }

  private static void c(Path program) throws IOException, InterruptedException {
    String text =
        output(
            program.toAbsolutePath().toString(), "" + RECEIVERS, "" + ROUNDS, "" + DATAGRAMS, "5");
    Matcher figures = found(C, text);
    System.out.printf("C: %s states, %s states/s CPU%n", figures.group(1), figures.group(2));
  }

  private static void spin(Path pan) throws IOException, InterruptedException {
    String text = output(pan.toAbsolutePath().toString(), "-m100000", "-w24");
    double states = Double.parseDouble(found(STORED, text).group(1));
    double seconds = Double.parseDouble(found(ELAPSED, text).group(1));
    System.out.printf("SPIN: %.0f states, %.0f states/s by the clock%n", states, states / seconds);
  }

  private static Matcher found(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("unexpected: " + text);
    }
    return matcher;
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + text);
    }
    return text;
  }
}
