// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.expect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.check.OutcomeText;
import org.sockdiff.op.Program;
import org.sockdiff.op.Stated;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.script.Script;
import org.sockdiff.syntax.LineEdit;
import org.sockdiff.syntax.TraceFormatter;
import org.sockdiff.target.Recording;

/**
 * Fills in what a script expects from what a kernel was seen to do. What an author stated and the
 * kernel met stays as it is spelled: wildcards, sets, prefixes, guards. Of what it did not meet the
 * result or the counters are replaced, whichever differ; the guard stays. Where no expectation is
 * for this kernel, one with its release for a guard is added below.
 */
public final class Filler {
  private final Profile kernel;
  private final Machine machine;
  private final Map<Key, Place> places = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private Filler(Profile kernel, Machine machine) {
    this.kernel = kernel;
    this.machine = machine;
  }

  /**
   * What tells places apart.
   *
   * @param line the line of the expectation, or else the last line of the statement
   * @param below whether an expectation would be added below it
   */
  private record Key(int line, boolean below) {}

  /**
   * A script with its expectations filled in.
   *
   * @param text laid out
   * @param notes what could not be stated and why, each with its place
   */
  public record Filled(String text, List<String> notes) {
    public Filled {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Fills in the expectations of a script.
   *
   * @param recordings one of each of its cases
   * @param kernel the profile of the kernel that was recorded
   */
  public static Filled fill(
      Script script, List<Recording> recordings, Profile kernel, Machine machine) {
    Filler filler = new Filler(kernel, machine);
    for (Recording recording : recordings) {
      OutcomeText text = new OutcomeText(recording.program().descriptors());
      for (Occurrence occurrence : Occurrences.of(recording)) {
        filler.see(recording.program(), text, occurrence);
      }
    }
    return new Filled(filler.written(script), filler.notes);
  }

  private void see(Program program, OutcomeText text, Occurrence seen) {
    Program.Action action = seen.action();
    if (action instanceof Program.Sleeping) {
      if (!seen.slept()) {
        note(action, "the call has returned here");
      }
      return;
    }
    if (action instanceof Program.Awaited && seen.outcome().isEmpty()) {
      note(action, "the call still sleeps here");
      return;
    }
    Optional<Stated> stated = seen.stated(kernel);
    Place place = place(action, stated);
    String result = resultText(text, seen);
    if (seen.gaveUp() && action.thread() == 0) {
      note(action, "the call sleeps: expect that it blocks, or label it");
      return;
    }
    place.see(
        result,
        seen.moved().map(moved -> countersText(program, moved.toString())).orElse(""),
        seen.moved().filter(moved -> !moved.isEmpty()).isPresent()
            || seen.outcome().filter(end -> deliversData(seen, end)).isPresent());
    if (stated.isPresent()) {
      if (!seen.resultMeets(stated.get())) {
        place.resultDiffers();
      }
      if (!seen.countersMeet(stated.get(), machine.counters())) {
        place.countersDiffer();
      }
    }
  }

  private static boolean deliversData(Occurrence seen, Outcome end) {
    return seen.call().op().signature().returnsData() && end instanceof Outcome.Returned;
  }

  /** The place of the expectation that counts, or else of one that could be added. */
  private Place place(Program.Action action, Optional<Stated> stated) {
    int own = action.location().line();
    int last = action.stated().stream().mapToInt(s -> s.location().line()).max().orElse(own);
    boolean below = stated.isEmpty() && !action.stated().isEmpty();
    int line = below ? last : stated.map(s -> s.location().line()).orElse(own);
    boolean afterReturns = action instanceof Program.Awaited && line == own && !below;
    return places.computeIfAbsent(
        new Key(line, below), key -> new Place(line, stated.isPresent(), afterReturns));
  }

  private String resultText(OutcomeText text, Occurrence seen) {
    if (seen.outcome().isEmpty()) {
      return seen.slept() ? OutcomeText.BLOCKS : "";
    }
    Outcome end = seen.outcome().get();
    if (end instanceof Outcome.Returned returned) {
      if (seen.call().op().signature().descriptors() > 0) {
        return "";
      }
      if (returned.out() instanceof Out.Address own) {
        return isOfTheKernelsChoice(own.address()) ? "_" : own.address().toString();
      }
    }
    return text.stated(seen.call(), end, seen.names());
  }

  private boolean isOfTheKernelsChoice(SockAddr address) {
    return address.port() >= machine.portLow() && address.port() <= machine.portHigh();
  }

  /** Columns of the one table that there is need no table's name. */
  private static String countersText(Program program, String text) {
    return program.tables().equals(Set.of(Counter.Table.UDP)) ? text.replace("Udp.", "") : text;
  }

  private void note(Program.Action action, String what) {
    notes.add(action.location() + ": " + what);
  }

  private String written(Script script) {
    List<LineEdit> edits = new ArrayList<>();
    Map<Integer, String> below = new TreeMap<>(Comparator.reverseOrder());
    places.forEach(
        (key, place) -> {
          if (place.isOpen() && !place.obstacle().isEmpty()) {
            notes.add(script.name() + ":" + key.line() + ": " + place.obstacle());
          } else if (place.isOpen() && key.below()) {
            place.edit().ifPresent(edit -> below.put(key.line(), addition(edit)));
          } else if (place.isOpen()) {
            place.edit().ifPresent(edits::add);
          }
        });
    List<String> lines = new ArrayList<>(List.of(script.text().split("\n", -1)));
    below.forEach(lines::add);
    return TraceFormatter.format(
        script.name(),
        String.join("\n", lines),
        edits.stream().map(edit -> moved(edit, below.keySet())).toList());
  }

  private String addition(LineEdit edit) {
    return "    "
        + edit.results().orElse("")
        + edit.counters().map(counters -> " " + counters).orElse("")
        + " @ "
        + guard();
  }

  private String guard() {
    return kernel
        .version()
        .map(version -> "linux " + version.release())
        .orElse(kernel.kernel().name().toLowerCase(Locale.ROOT));
  }

  /** An edit in the text that has a line more below each of some. */
  private static LineEdit moved(LineEdit edit, Set<Integer> below) {
    int before = (int) below.stream().filter(line -> line < edit.line()).count();
    return new LineEdit(edit.line() + before, edit.results(), edit.counters());
  }
}
