// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Counter;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.ProfileException;
import org.sockdiff.rule.Profiles;
import org.sockdiff.rule.Rule;
import org.sockdiff.rule.Rules;
import org.sockdiff.rule.TruesizeTable;

/** What surroundings mean for sockdiff. */
final class Diagnosis {
  private static final int CAP_SYS_ADMIN = 21;

  /** Capabilities that scripts may need, by their numbers. */
  private static final List<Named> CAPABILITIES =
      List.of(
          new Named(10, "CAP_NET_BIND_SERVICE"),
          new Named(11, "CAP_NET_BROADCAST"),
          new Named(12, "CAP_NET_ADMIN"),
          new Named(13, "CAP_NET_RAW"));

  private static final List<Refusal> REFUSALS =
      List.of(
          new Refusal("user/max_user_namespaces", "0", "user.max_user_namespaces=10000"),
          new Refusal(
              "kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
          new Refusal(
              "kernel/apparmor_restrict_unprivileged_userns",
              "1",
              "kernel.apparmor_restrict_unprivileged_userns=0"));

  /** The first Linux that tells what a datagram is charged. Source: net/core/sock.c, SO_MEMINFO. */
  private static final KernelVersion MEMINFO = KernelVersion.of("4.12");

  private static final String NOTHING_RUNS =
      "no trace can run; judge, explain, list, fmt, lint, rules and run --target model work";

  private final Surroundings found;
  private final List<Symptom> symptoms = new ArrayList<>();

  private Diagnosis(Surroundings found) {
    this.found = found;
  }

  /** A capability. */
  private record Named(int number, String name) {}

  /** A setting that forbids user namespaces if it has a value, and one that does not. */
  private record Refusal(String file, String value, String mend) {}

  /** All that was looked at, in the order in which it is told. */
  static List<Symptom> of(Surroundings found) {
    Diagnosis diagnosis = new Diagnosis(found);
    diagnosis.add(Symptom.ok("Java", found.java()));
    diagnosis.kernel();
    diagnosis.add(Symptom.ok("CPUs", Integer.toString(found.cpus())));
    diagnosis.nativeLibrary();
    diagnosis.rights();
    diagnosis.userNamespaces();
    diagnosis.networkNamespaces();
    found.kernel().ifPresent(diagnosis::measured);
    diagnosis.cache();
    return diagnosis.symptoms;
  }

  private void add(Symptom symptom) {
    symptoms.add(symptom);
  }

  private void kernel() {
    try {
      Profile profile = Profiles.of(Machine.TYPICAL.withRelease(found.release(), found.version()));
      String text = found.release() + ", taken for " + profile.name();
      Optional<KernelVersion> version = profile.version();
      List<String> uncertain =
          Rules.ALL.stream()
              .filter(rule -> version.filter(rule::uncertainOf).isPresent())
              .map(Rule::id)
              .toList();
      if (uncertain.isEmpty()) {
        add(Symptom.ok("kernel", text));
      } else {
        add(
            Symptom.note(
                "kernel",
                text,
                "what it answers is uncertain of " + String.join(", ", uncertain),
                "sockdiff run --rule RULE=ANSWER, or --profile FILE"));
      }
    } catch (ProfileException e) {
      add(
          Symptom.missing(
              "kernel",
              String.valueOf(e.getMessage()),
              "no profile can be chosen, and so no trace be judged",
              List.of()));
    }
  }

  private void nativeLibrary() {
    if (found.nativeTrouble().isEmpty()) {
      add(Symptom.ok("native library", "JNA is loaded, " + found.architecture()));
      return;
    }
    add(
        Symptom.missing(
            "native library",
            found.nativeTrouble(),
            NOTHING_RUNS,
            List.of(
                "export JAVA_TOOL_OPTIONS=-Djna.tmpdir=$HOME    (if /tmp is mounted noexec)",
                "a Java for x86-64 or AArch64 with glibc, not musl")));
  }

  private void rights() {
    String who =
        found.uid() != 0
            ? "user " + found.uid()
            : found.initialUsers() ? "root" : "root of a user namespace";
    List<String> lacking =
        CAPABILITIES.stream().filter(c -> !can(c.number())).map(Named::name).toList();
    if (lacking.isEmpty()) {
      add(Symptom.ok("rights", who + " with " + names(CAPABILITIES)));
    } else {
      add(
          Symptom.note(
              "rights",
              who + " without " + String.join(", ", lacking),
              "traces that need these are skipped",
              "./sockdiff, which enters a user namespace, rather than java -jar; or sudo"));
    }
  }

  private static String names(List<Named> capabilities) {
    return String.join(", ", capabilities.stream().map(Named::name).toList());
  }

  private boolean can(int capability) {
    return (found.capabilities() >>> capability & 1) != 0;
  }

  private void userNamespaces() {
    if (found.unshare().isEmpty()) {
      add(Symptom.ok("user namespaces", "allowed"));
    } else {
      add(
          new Symptom(
              Symptom.State.NOTE,
              "user namespaces",
              "refused: " + found.unshare(),
              "only root (CAP_SYS_ADMIN and CAP_NET_ADMIN) can run traces",
              waysToUserNamespaces()));
    }
  }

  private List<String> waysToUserNamespaces() {
    List<String> ways = new ArrayList<>();
    for (Refusal refusal : REFUSALS) {
      if (refusal.value().equals(found.sysctls().get(refusal.file()))) {
        ways.add("sudo sysctl -w " + refusal.mend());
      }
    }
    if (found.unshare().contains("no such program")) {
      ways.add("sudo apt-get install util-linux");
    }
    if (ways.isEmpty()) {
      ways.add("docker run --cap-add SYS_ADMIN --cap-add NET_ADMIN ...    (in a container)");
    }
    return ways;
  }

  private void networkNamespaces() {
    if (found.kernelTrouble().isEmpty() && found.kernel().isPresent()) {
      add(Symptom.ok("network namespace", "one for each thread; nothing but lo is up in it"));
    } else if (found.nativeTrouble().isEmpty()) {
      List<String> ways = new ArrayList<>(List.of("sudo ./sockdiff doctor"));
      if (found.unshare().isEmpty() && !can(CAP_SYS_ADMIN)) {
        ways.add(0, "./sockdiff doctor    (java -jar does not enter a user namespace)");
      }
      if (!found.unshare().isEmpty()) {
        ways.addAll(waysToUserNamespaces());
      }
      add(Symptom.missing("network namespace", found.kernelTrouble(), NOTHING_RUNS, ways));
    }
  }

  private void measured(Surroundings.Measured measured) {
    Machine machine = measured.machine();
    if (machine.ipv6()) {
      add(Symptom.ok("IPv6", "AF_INET6 sockets can be made"));
    } else {
      add(
          Symptom.note(
              "IPv6",
              "AF_INET6 sockets cannot be made",
              "traces that need ipv6 are skipped",
              "sudo modprobe ipv6    (and no ipv6.disable=1 on the kernel's command line)"));
    }
    counters(machine);
    blockedCalls(measured.callsNamed());
    timer(machine.hz());
    truesize(machine);
    firstTrace(measured);
  }

  private void counters(Machine machine) {
    List<String> absent = new ArrayList<>();
    for (Counter counter : Counter.values()) {
      if (!machine.counters().contains(counter)) {
        absent.add(counter.text());
      }
    }
    int all = Counter.values().length;
    if (absent.isEmpty()) {
      add(Symptom.ok("counters", "all " + all + " that are compared"));
    } else {
      add(
          Symptom.note(
              "counters",
              (all - absent.size()) + " of " + all + "; absent: " + String.join(", ", absent),
              "what traces expect of these is left aside; nothing mends it on this kernel"));
    }
  }

  private void blockedCalls(boolean named) {
    if (named) {
      add(Symptom.ok("blocked calls", "seen by name (/proc/PID/task/TID/syscall)"));
    } else {
      add(
          Symptom.note(
              "blocked calls",
              "seen by the state of the thread only",
              "a thread that sleeps for another reason may be taken for blocked; by name takes"
                  + " x86-64 and a kernel that has /proc/PID/syscall"));
    }
  }

  private void timer(int hz) {
    if (hz > 0) {
      add(Symptom.ok("timer", hz + " ticks a second"));
    } else {
      add(
          Symptom.note(
              "timer",
              "its tick could not be found out",
              "traces with receive and send time-outs are inconclusive; nothing mends it on this"
                  + " kernel"));
    }
  }

  private void truesize(Machine machine) {
    boolean measured =
        KernelVersion.parse(machine.release()).filter(v -> v.compareTo(MEMINFO) >= 0).isPresent();
    String sizes = "IPv4 " + text(machine.truesize()) + "; IPv6 " + text(machine.truesize6());
    if (measured) {
      add(Symptom.ok("datagram charges", sizes));
    } else {
      add(
          Symptom.note(
              "datagram charges",
              "not measured, since SO_MEMINFO came with Linux 4.12",
              "traces that fill buffers may diverge; assumed are " + sizes));
    }
  }

  private static String text(TruesizeTable table) {
    return table.charge(0)
        + " bytes if empty, "
        + table.charge(1000)
        + " with 1000 bytes, "
        + table.charge(60000)
        + " with 60000";
  }

  private void firstTrace(Surroundings.Measured measured) {
    if (measured.verdict().equals("conforms")) {
      add(Symptom.ok("a first trace", measured.verdict()));
    } else if (measured.decided()) {
      add(
          Symptom.note(
              "a first trace",
              measured.verdict(),
              "this kernel differs from the model in the simplest things",
              "sockdiff run    (tells in what)"));
    } else {
      add(Symptom.missing("a first trace", measured.verdict(), NOTHING_RUNS, List.of()));
    }
  }

  private void cache() {
    if (found.cache().isPresent()) {
      add(Symptom.ok("cache", found.cache().get()));
    } else if (found.cacheForbidden()) {
      add(
          Symptom.note(
              "cache", "turned off", "each start takes twice as long", "unset SOCKDIFF_NO_CACHE"));
    } else {
      add(
          Symptom.note(
              "cache",
              "none",
              "each start takes twice as long",
              "mkdir -p \"$HOME/.cache\"; ./sockdiff doctor",
              "export XDG_CACHE_HOME=DIR    (a directory that is this user's)"));
    }
  }
}
