// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sockdiff.op.Program;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.target.RecordException;
import org.sockdiff.target.RecordReader;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;

/**
 * Has cases recorded on guests. One boot runs all of them; if it fails, what it recorded up to
 * there is kept, and the rest is tried again, the case that it died in last.
 */
public final class Observer {
  private final Path parent;
  private final Path cache;
  private final JavaProgram program;
  private final int boots;
  private final Boot.Limits limits;

  /**
   * An observer.
   *
   * @param parent the directory in which it makes its own
   * @param cache where guest images and kernels are kept
   * @param boots how often a guest is started until it has recorded all cases
   * @param start how long a guest may take until its record begins
   * @param pause how long between one piece of the record and the next
   */
  public Observer(
      Path parent, Path cache, JavaProgram program, int boots, Duration start, Duration pause) {
    this.parent = parent;
    this.cache = cache;
    this.program = program;
    this.boots = boots;
    this.limits = new Boot.Limits(start, pause);
  }

  /**
   * Has cases recorded.
   *
   * @throws EnvironmentException if the guest cannot be started at all: a program is missing
   */
  public Seen observe(Guest guest, List<Program> programs) {
    try (Place place = Place.below(parent, cache, program)) {
      return observe(guest, programs, place);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot keep the files of " + guest.name() + " in " + parent + ": " + e.getMessage(),
          "set TMPDIR to a directory with room");
    }
  }

  private Seen observe(Guest guest, List<Program> programs, Place place) throws IOException {
    Map<String, Recording> seen = new LinkedHashMap<>();
    Optional<RunHeader> header = Optional.empty();
    List<String> failures = new ArrayList<>();
    List<Program> left = programs;
    int better = 0;
    for (int boot = 0; boot < boots + better && !left.isEmpty(); boot++) {
      place.plan(left);
      List<Launch> launches = guest.launches(place);
      better = launches.size() - 1;
      Launch launch = launches.get(Math.min(boot, launches.size() - 1));
      launch.clear();
      Optional<String> ended = new Boot(launch, place, limits).run();
      Part part = Part.read(launch.record());
      header = header.isPresent() ? header : part.header();
      part.recordings().forEach(recording -> seen.put(recording.program().id(), recording));
      left = part.left(left);
      if (!left.isEmpty()) {
        failures.add(
            "boot "
                + (boot + 1)
                + ": "
                + ended.or(part::broken).orElse("it ended before it had recorded all cases")
                + kept(place, guest, boot + 1));
      }
    }
    String why = "the guest failed in " + boots + " boots; " + String.join("; ", failures);
    return new Seen(
        guest.name(),
        header,
        programs.stream()
            .map(
                program ->
                    seen.getOrDefault(
                        program.id(), new Recording(program, List.of(), Optional.of(why))))
            .collect(Collectors.toList()),
        failures);
  }

  /** Keeps the console of a boot that failed, and says where. */
  private String kept(Place place, Guest guest, int boot) throws IOException {
    if (!Files.exists(place.console())) {
      return "";
    }
    Path logs = Files.createDirectories(cache.resolve("consoles"));
    Path log = logs.resolve(guest.name().replaceAll("[^A-Za-z0-9.-]+", "_") + "-" + boot + ".log");
    Files.copy(place.console(), log, StandardCopyOption.REPLACE_EXISTING);
    return " (its console: " + log + ")";
  }

  /** What one boot recorded. */
  private record Part(
      Optional<RunHeader> header, List<Recording> recordings, Optional<String> broken) {
    static Part read(Path file) throws IOException {
      if (!Files.exists(file)) {
        return new Part(Optional.empty(), List.of(), Optional.of("it recorded nothing"));
      }
      List<Recording> recordings = new ArrayList<>();
      Optional<RunHeader> header = Optional.empty();
      try (InputStream in = new UpToZero(Files.newInputStream(file));
          RecordReader reader = RecordReader.of(in, "its record")) {
        header = Optional.of(reader.header());
        for (Optional<Recording> next = reader.next(); next.isPresent(); next = reader.next()) {
          recordings.add(next.get());
        }
        if (reader.isPartial() && !recordings.isEmpty() && isCutOff(recordings)) {
          recordings.remove(recordings.size() - 1);
        }
        return new Part(header, recordings, Optional.empty());
      } catch (RecordException e) {
        return new Part(header, recordings, Optional.of(String.valueOf(e.getMessage())));
      }
    }

    private static boolean isCutOff(List<Recording> recordings) {
      return recordings.get(recordings.size() - 1).trouble().isPresent();
    }

    /** The cases that it did not come to; the one that it may have died in is the last. */
    List<Program> left(List<Program> asked) {
      List<String> done = recordings.stream().map(r -> r.program().id()).toList();
      List<Program> left =
          new ArrayList<>(asked.stream().filter(program -> !done.contains(program.id())).toList());
      if (header.isPresent() && left.size() > 1) {
        left.add(left.remove(0));
      }
      return left;
    }
  }
}
