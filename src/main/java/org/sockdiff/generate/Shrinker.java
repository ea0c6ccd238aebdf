// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sockdiff.script.Header;
import org.sockdiff.script.Script;
import org.sockdiff.script.Statement;

/**
 * Cuts a script down to what makes it diverge as it does: drops statements, then simplifies what is
 * left, as long as the symptom stays. Every step makes the script smaller by {@link ScriptSize}, so
 * it ends; every step is tried in the same order, so the same script becomes the same.
 */
public final class Shrinker {
  /** Pairs are sought among so many statements, as their number grows with its square. */
  private static final int MOST_FOR_PAIRS = 24;

  private final Function<Script, Optional<Symptom>> judging;
  private final Symptom symptom;
  private Script smallest;
  private int tried;

  /**
   * A shrinker of one script.
   *
   * @param judging what is wrong with a script; empty if nothing is, or it is no valid script
   * @param symptom what is wrong with this one, and shall stay
   */
  public Shrinker(Function<Script, Optional<Symptom>> judging, Script script, Symptom symptom) {
    this.judging = judging;
    this.smallest = script;
    this.symptom = symptom;
  }

  /** How many scripts were tried. */
  public int tried() {
    return tried;
  }

  /** The smallest script that it finds; the script itself if nothing smaller has the symptom. */
  public Script shrink() {
    boolean smaller = true;
    while (smaller) {
      smaller = dropStatements();
      smaller |= simplifyHeaders();
      smaller |= simplifyStatements();
      smaller = smaller || dropPair();
    }
    return smallest;
  }

  private boolean accepts(List<Header> headers, List<Statement> statements) {
    Script candidate =
        new Script(
            smallest.name(), smallest.title(), "", headers, Loose.tied(statements, smallest));
    if (ScriptSize.of(candidate) >= ScriptSize.of(smallest)) {
      return false;
    }
    tried++;
    if (!judging.apply(candidate).equals(Optional.of(symptom))) {
      return false;
    }
    smallest = candidate;
    return true;
  }

  /** Halves first, then smaller and smaller pieces, from the end. */
  private boolean dropStatements() {
    boolean any = false;
    for (int size = Math.max(1, smallest.statements().size() / 2); size > 0; size /= 2) {
      for (int end = smallest.statements().size(); end > 0; end -= size) {
        end = Math.min(end, smallest.statements().size());
        List<Statement> fewer = new ArrayList<>(smallest.statements());
        fewer.subList(Math.max(0, end - size), end).clear();
        any |= accepts(smallest.headers(), fewer);
      }
    }
    return any;
  }

  /** Two statements at once, as a send and the read that takes what it sent. */
  private boolean dropPair() {
    int count = smallest.statements().size();
    for (int last = Math.min(count, MOST_FOR_PAIRS) - 1; last > 0; last--) {
      for (int first = last - 1; first >= 0; first--) {
        List<Statement> fewer = new ArrayList<>(smallest.statements());
        fewer.remove(last);
        fewer.remove(first);
        if (accepts(smallest.headers(), fewer)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean simplifyHeaders() {
    boolean any = false;
    for (int i = smallest.headers().size() - 1; i >= 0; i--) {
      boolean changed = true;
      while (changed && i < smallest.headers().size()) {
        changed = false;
        for (List<Header> simpler : Simpler.headers(smallest.headers(), i)) {
          if (accepts(simpler, smallest.statements())) {
            changed = true;
            any = true;
            break;
          }
        }
      }
    }
    return any;
  }

  private boolean simplifyStatements() {
    boolean any = false;
    for (int i = 0; i < smallest.statements().size(); i++) {
      boolean changed = true;
      while (changed && i < smallest.statements().size()) {
        changed = simplifyStatement(i);
        any |= changed;
      }
    }
    return any;
  }

  private boolean simplifyStatement(int at) {
    Set<List<Statement>> candidates =
        new LinkedHashSet<>(Simpler.of(smallest.statements().get(at)));
    for (List<Statement> simpler : candidates) {
      List<Statement> changed = new ArrayList<>(smallest.statements());
      changed.remove(at);
      changed.addAll(at, simpler);
      if (accepts(smallest.headers(), changed)) {
        return true;
      }
    }
    return false;
  }
}
