// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.sys.EnvironmentException;

/** Guests that are shell scripts: what becomes of one that dies, hangs or cannot be started. */
@Timeout(120)
final class ObserverTest {
  @TempDir private Path parent = Path.of("");

  /** A shell script as a guest; {@code $1} is the plan, {@code $2} where the record goes. */
  private record Script(String text) implements Guest {
    @Override
    public String name() {
      return "script";
    }

    @Override
    public List<Launch> launches(Place place) {
      return List.of(
          new Launch(
              List.of("sh", "-c", text, "sh", place.plan().toString(), place.record().toString()),
              Optional.empty(),
              place.console(),
              place.record(),
              0,
              true,
              "there is no hope"));
    }
  }

  private static List<Program> programs() {
    return Stream.of("one", "two", "three")
        .flatMap(
            name ->
                Binder.bind(TraceReader.parse(name + ".trace", "# T.\nclose(-1) = EBADF\n"))
                    .stream())
        .toList();
  }

  private Observer observer(int boots) {
    return new Observer(
        parent,
        parent.resolve("cache"),
        JavaProgram.running(),
        boots,
        Duration.ofSeconds(5),
        Duration.ofSeconds(1));
  }

  private Seen observe(String script) {
    return observer(2).observe(new Script(script), programs());
  }

  @Test
  void wholeRecordNeedsOneBoot() {
    Seen seen = observe("cp $1 $2");

    assertEquals(List.of(), seen.failures());
    assertTrue(seen.header().isPresent());
    assertEquals(
        List.of("one", "two", "three"),
        seen.recordings().stream().map(recording -> recording.program().id()).toList());
    assertTrue(seen.recordings().stream().allMatch(r -> r.trouble().isEmpty()));
  }

  @Test
  void guestThatDiesHalfWayKeepsWhatItRecordedAndIsTriedAgain() {
    Seen seen = observe("head -n 3 $1 >$2; echo help >&2; exit 9");

    assertEquals(2, seen.failures().size());
    assertTrue(
        seen.failures().get(0).startsWith("boot 1: it ended with exit code 9 (its console: "));
    // The case that it died in comes last the next time.
    assertEquals(
        List.of(Optional.empty(), Optional.empty()),
        List.of(seen.recordings().get(0).trouble(), seen.recordings().get(2).trouble()));
    assertTrue(
        seen.recordings().get(1).trouble().orElse("").startsWith("the guest failed in 2 boots"));
  }

  @Test
  void guestThatHangsIsEnded() throws IOException {
    Seen seen = observe("head -n 3 $1 >$2; echo $$ >" + parent + "/pid; sleep 1000");

    assertTrue(seen.failures().get(0).contains("it recorded nothing more for 1 s"));
    assertNobodySleeps();
  }

  @Test
  void childrenEndWithTheGuest() throws IOException {
    Seen seen = observe("setsid sleep 1000 & cp $1 $2");

    assertEquals(List.of(), seen.failures());
    assertNobodySleeps();
  }

  private static void assertNobodySleeps() {
    assertFalse(
        ProcessHandle.current()
            .descendants()
            .anyMatch(p -> p.info().commandLine().orElse("").contains("sleep 1000")));
  }

  @Test
  void guestThatSaysItIsHopelessIsNotWaitedFor() {
    Seen seen = observe("echo there is no hope; sleep 1000");

    assertTrue(seen.failures().get(0).startsWith("boot 1: it said: there is no hope"));
    assertTrue(seen.header().isEmpty());
  }

  @Test
  void whatIsNoRecordIsToldOf() {
    Seen seen = observe("echo rubbish >$2");

    assertTrue(
        seen.failures().get(0).startsWith("boot 1: its record:1: "), seen.failures()::toString);
  }

  @Test
  void recordOnADiskEndsAtTheFirstZero() {
    Seen seen = observe("{ cat $1; head -c 1000 /dev/zero; } >$2");

    assertEquals(List.of(), seen.failures());
  }

  @Test
  void fullDiskIsNotTakenForAResult() {
    Seen seen = observe("cat $1 >/dev/full");

    assertEquals(2, seen.failures().size());
    assertTrue(seen.header().isEmpty());
  }

  @Test
  void nothingIsLeftInTheDirectory() throws IOException {
    Files.createDirectory(parent.resolve("sockdiff-guest-4194999-1"));
    observe("cp $1 $2");

    try (Stream<Path> files = Files.list(parent)) {
      assertEquals(List.of(), files.filter(f -> f.toString().contains("sockdiff-guest-")).toList());
    }
  }

  @Test
  void missingProgramSaysHowToGetIt() {
    EnvironmentException e =
        assertThrows(
            EnvironmentException.class,
            () -> observer(1).observe(Guests.named("uml:/nowhere/linux"), programs()));

    assertEquals(
        "/nowhere/linux is no program; uml:BINARY names a User-Mode Linux kernel",
        String.valueOf(e.getMessage()));
  }

  @Test
  void fileThatIsNoKernelIsRefused() throws IOException {
    Path file = Files.writeString(parent.resolve("vmlinuz"), "text");

    EnvironmentException e =
        assertThrows(EnvironmentException.class, () -> KernelImage.check(file));
    assertTrue(String.valueOf(e.getMessage()).startsWith(file + " is no kernel image"));
  }

  @Test
  @Tag("kernel")
  void hostRecordsInAnotherProcess() {
    Seen seen = observer(1).observe(Guests.named("host"), programs());

    assumeFalse(
        seen.failures().toString().contains("exit code 3"), "no network namespace can be made");
    assertEquals(List.of(), seen.failures());
    assertEquals(List.of(2, 2, 2), seen.recordings().stream().map(r -> r.events().size()).toList());
  }

  @Test
  void newestKernelOfAVersionIsFound() throws IOException {
    for (String release : List.of("6.1.99", "6.1.176", "6.12.3")) {
      Files.writeString(parent.resolve("vmlinuz-" + release), "");
    }
    KernelCache cache = new KernelCache(parent);

    assertEquals(Optional.of(parent.resolve("vmlinuz-6.1.176")), cache.find("6.1"));
    assertEquals(Optional.of(parent.resolve("vmlinuz-6.12.3")), cache.find("6"));
    assertEquals(Optional.empty(), cache.find("6.2"));
  }

  @Test
  void unknownKindsAreRefused() {
    for (String name : List.of("vmware", "qemu", "cmd:", "host:x")) {
      assertThrows(EnvironmentException.class, () -> Guests.named(name), name);
    }
  }
}
