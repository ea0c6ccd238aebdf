// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.sys.EnvironmentException;

/** Guests for real, where their programs are installed. */
@Tag("kernel")
@Timeout(300)
final class GuestsTest {
  private static final Path PEEK = Path.of("traces/udp/peek-leaves-datagram-queued.trace");

  @TempDir private Path parent = Path.of("");

  /** A guest that gets the signal KILL when it has run for a while. */
  private record Killed(Guest guest, String seconds) implements Guest {
    @Override
    public String name() {
      return guest.name();
    }

    @Override
    public List<Launch> launches(Place place) throws IOException {
      List<Launch> launches = new ArrayList<>();
      for (Launch launch : guest.launches(place)) {
        List<String> words = new ArrayList<>(List.of("timeout", "-s", "KILL", seconds));
        words.addAll(launch.command());
        launches.add(
            new Launch(
                words,
                launch.input(),
                launch.output(),
                launch.record(),
                launch.disk(),
                launch.contained(),
                launch.hopeless()));
      }
      return launches;
    }
  }

  private static List<Program> programs() throws IOException {
    String text = Files.readString(PEEK);
    return Stream.of("one", "two")
        .flatMap(name -> Binder.bind(TraceReader.parse(name + ".trace", text)).stream())
        .toList();
  }

  private Seen observe(Guest guest) throws IOException {
    Observer observer =
        new Observer(
            parent,
            parent.resolve("cache"),
            JavaProgram.running(),
            2,
            Duration.ofSeconds(120),
            Duration.ofSeconds(60));
    try {
      return observer.observe(guest, programs());
    } catch (EnvironmentException e) {
      return abort(String.valueOf(e.getMessage()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uml", "runsc"})
  void otherKernelRecordsEveryCaseInOneBoot(String kernel) throws IOException {
    Seen seen = observe(Guests.named(kernel));

    assertEquals(List.of(), seen.failures());
    assertTrue(seen.recordings().stream().allMatch(r -> r.trouble().isEmpty()));
    assertTrue(seen.recordings().stream().allMatch(r -> r.events().size() > 20));
    String version = seen.header().orElseThrow().machine().version();
    boolean isOther = !version.equals(Files.readString(Path.of("/proc/version")).strip());
    assertTrue(isOther, version);
  }

  @Test
  void guestThatIsKilledIsStartedAgainAndLeavesNothing() throws IOException {
    Seen seen = observe(new Killed(Guests.named("uml"), "0.3"));

    assertEquals(2, seen.failures().size());
    assertTrue(
        seen.failures().get(0).startsWith("boot 1: it ended with exit code 137 (its console: "),
        seen.failures()::toString);
    assertTrue(seen.recordings().stream().allMatch(r -> r.trouble().isPresent()));
    assertEquals(
        0,
        ProcessHandle.allProcesses()
            .filter(p -> p.info().commandLine().orElse("").contains(parent.toString()))
            .filter(p -> p.pid() != ProcessHandle.current().pid())
            .count());
  }
}
