// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sockdiff.rule.Machine;
import picocli.CommandLine;

final class DoctorCommandTest {
  private static final long ALL = -1L;
  private static final long NONE = 0;
  private static final String WORKS = "";
  private static final Map<String, String> NO_SYSCTLS = Map.of();

  @Test
  void allIsAsItShouldBe() {
    Ran ran = doctor(capable(Machine.TYPICAL, true, "conforms", true));

    assertEquals(
        """
        ok       Java               17.0.1, /jdk
        ok       kernel             6.18.44, taken for linux-6.18.44
        ok       CPUs               2
        ok       native library     JNA is loaded, amd64
        ok       rights             root with CAP_NET_BIND_SERVICE, CAP_NET_BROADCAST, CAP_NET_ADMIN, CAP_NET_RAW
        ok       user namespaces    allowed
        ok       network namespace  one for each thread; nothing but lo is up in it
        ok       IPv6               AF_INET6 sockets can be made
        ok       counters           all 18 that are compared
        ok       blocked calls      seen by name (/proc/PID/task/TID/syscall)
        ok       timer              250 ticks a second
        ok       datagram charges   IPv4 768 bytes if empty, 2304 with 1000 bytes, 60768 with 60000; IPv6 768 bytes if empty, 2304 with 1000 bytes, 60768 with 60000
        ok       a first trace      conforms
        ok       cache              /cache

        traces can run here
        """,
        ran.out());
    assertEquals(0, ran.exit());
  }

  @Test
  void withoutNamespacesNoTraceCanRun() {
    Ran ran =
        doctor(
            found(
                "6.18.44",
                1000,
                NONE,
                Map.of("user/max_user_namespaces", "0"),
                "unshare failed: No space left on device",
                "",
                "unshare(CLONE_NEWNET): EPERM (Operation not permitted)",
                Optional.empty()));

    assertEquals(3, ran.exit());
    assertTrue(
        ran.out()
            .contains(
                """
                note     user namespaces    refused: unshare failed: No space left on device
                           only root (CAP_SYS_ADMIN and CAP_NET_ADMIN) can run traces
                             sudo sysctl -w user.max_user_namespaces=10000
                missing  network namespace  unshare(CLONE_NEWNET): EPERM (Operation not permitted)
                           no trace can run; judge, explain, list, fmt, lint, rules and run --target model work
                             sudo ./sockdiff doctor
                             sudo sysctl -w user.max_user_namespaces=10000
                """),
        ran.out());
    assertTrue(ran.out().endsWith("\ntraces cannot run here\n"), ran.out());
  }

  @Test
  void withoutTheNativeLibraryNoTraceCanRun() {
    Ran ran =
        doctor(
            found(
                "6.18.44",
                0,
                ALL,
                NO_SYSCTLS,
                WORKS,
                "failed to map segment",
                "",
                Optional.empty()));

    assertEquals(3, ran.exit());
    assertTrue(ran.out().contains("missing  native library     failed to map segment\n"));
    assertTrue(ran.out().contains("export JAVA_TOOL_OPTIONS=-Djna.tmpdir="));
    assertFalse(ran.out().contains("network namespace"), ran.out());
  }

  @Test
  void whatAKernelLacksIsANote() {
    Machine bare =
        new Machine(
            "4.4.0",
            "Linux version 4.4.0",
            "x86_64",
            4096,
            0,
            false,
            212992,
            212992,
            212992,
            212992,
            32768,
            60999,
            1024,
            NONE,
            NONE,
            Set.of(),
            Machine.TYPICAL.truesize(),
            Machine.TYPICAL.truesize6());

    Ran ran = doctor(capable(bare, false, "diverges", true));

    assertEquals(0, ran.exit());
    assertTrue(ran.out().contains("note     IPv6 "), ran.out());
    assertTrue(
        ran.out().contains("note     counters           0 of 18; absent: Udp.InDatagrams, "));
    assertTrue(ran.out().contains("note     blocked calls "), ran.out());
    assertTrue(ran.out().contains("note     timer "), ran.out());
    assertTrue(ran.out().contains("note     datagram charges   not measured"), ran.out());
    assertTrue(ran.out().contains("note     a first trace      diverges\n"), ran.out());
  }

  @Test
  void traceWithoutAVerdictIsTrouble() {
    Ran ran = doctor(capable(Machine.TYPICAL, true, "inconclusive (time-out)", false));

    assertEquals(3, ran.exit());
    assertTrue(ran.out().contains("missing  a first trace      inconclusive (time-out)\n"));
  }

  @Test
  void uncertainRulesOfTheKernelAreNamed() {
    Ran ran =
        doctor(
            found(
                "3.2.0",
                0,
                ALL,
                NO_SYSCTLS,
                WORKS,
                "",
                "",
                Optional.of(new Surroundings.Measured(Machine.TYPICAL, true, "conforms", true))));

    assertTrue(
        ran.out()
            .contains(
                """
                note     kernel             3.2.0, taken for linux-3.2
                           what it answers is uncertain of sock.rcvbuf-minimum, sock.sndbuf-minimum\
                """),
        ran.out());
  }

  @Test
  @Tag("kernel")
  void looksAtThisMachine() {
    Ran ran = Ran.sockdiff("doctor");

    assertTrue(ran.exit() == ExitCode.CONFORMS || ran.exit() == ExitCode.INCONCLUSIVE, ran.out());
    assertTrue(ran.out().contains(", taken for "), ran.out());
    assertEquals("", ran.err());
  }

  private static Surroundings capable(
      Machine machine, boolean callsNamed, String verdict, boolean decided) {
    return found(
        "6.18.44",
        0,
        ALL,
        NO_SYSCTLS,
        WORKS,
        "",
        "",
        Optional.of(new Surroundings.Measured(machine, callsNamed, verdict, decided)));
  }

  private static Surroundings found(
      String release,
      long uid,
      long capabilities,
      Map<String, String> sysctls,
      String unshare,
      String nativeTrouble,
      String kernelTrouble,
      Optional<Surroundings.Measured> kernel) {
    return new Surroundings(
        "17.0.1, /jdk",
        "amd64",
        release,
        "Linux version " + release,
        uid,
        true,
        capabilities,
        sysctls,
        unshare,
        2,
        Optional.of("/cache"),
        false,
        nativeTrouble,
        kernelTrouble,
        kernel);
  }

  private static Ran doctor(Surroundings found) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(out, err, Map.of(), false);
    int exit = new CommandLine(new DoctorCommand(streams, () -> found)).execute();
    streams.out().flush();
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
  }
}
