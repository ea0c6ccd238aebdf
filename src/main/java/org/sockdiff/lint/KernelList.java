// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;
import org.sockdiff.rule.Rules;
import org.sockdiff.script.Guard;
import org.sockdiff.script.Header;
import org.sockdiff.script.Script;

/**
 * The kernels that scripts are looked at for: every mainline release from 2.6.24 to 7.3, each patch
 * level at which a rule's answer or a guard of the script changes, and gVisor. A set of them is a
 * set of indices.
 */
final class KernelList {
  private static final String GVISOR = "20221219";
  private static final KernelVersion FIRST = KernelVersion.of("2.6.24");
  private static final KernelVersion LAST = KernelVersion.of("7.3");

  /** The last minor release of each major one, from 3 on. */
  private static final List<Integer> LAST_MINORS = List.of(19, 20, 19, 19, 3);

  private final List<Profile> profiles = new ArrayList<>();

  private KernelList(Iterable<KernelVersion> versions) {
    versions.forEach(version -> profiles.add(Profile.linux(version)));
    profiles.add(Profile.gvisor(GVISOR));
  }

  /** The kernels that may differ in what a script says. */
  static KernelList of(Script script) {
    SortedSet<KernelVersion> versions = mainline();
    for (Rule<?> rule : Rules.ALL) {
      for (Rule.Dated<?> dated : rule.dated()) {
        dated.backports().forEach(version -> addAround(versions, version));
      }
    }
    for (Guard guard : ScriptGuards.of(script)) {
      for (Guard.Term term : guard.terms()) {
        if (term instanceof Guard.Versions range) {
          range.from().flatMap(KernelVersion::parse).ifPresent(v -> addAround(versions, v));
          range.to().flatMap(KernelVersion::parse).ifPresent(v -> addAround(versions, v));
        }
      }
    }
    for (Header header : script.headers()) {
      boundOf(header).flatMap(KernelVersion::parse).ifPresent(v -> addAround(versions, v));
    }
    return new KernelList(versions);
  }

  private static Optional<String> boundOf(Header header) {
    if (header instanceof Header.Since since) {
      return Optional.of(since.version());
    }
    return header instanceof Header.Until until ? Optional.of(until.version()) : Optional.empty();
  }

  private static SortedSet<KernelVersion> mainline() {
    TreeSet<KernelVersion> versions = new TreeSet<>();
    for (int minor = 24; minor <= 39; minor++) {
      versions.add(KernelVersion.of("2.6." + minor));
    }
    for (int i = 0; i < LAST_MINORS.size(); i++) {
      for (int minor = 0; minor <= LAST_MINORS.get(i); minor++) {
        versions.add(KernelVersion.of((3 + i) + "." + minor));
      }
    }
    return versions;
  }

  /** A patch level with those before and after it, unless its branch is out of range. */
  private static void addAround(SortedSet<KernelVersion> versions, KernelVersion version) {
    boolean inRange =
        version.release().compareTo(FIRST) >= 0 && version.release().compareTo(LAST) <= 0;
    if (inRange && version.patch() > 0) {
      versions.add(new KernelVersion(version.mainline(), version.patch() - 1));
      versions.add(version);
      versions.add(new KernelVersion(version.mainline(), version.patch() + 1));
    }
  }

  /** The profiles: Linux, oldest first, and gVisor. */
  List<Profile> profiles() {
    return profiles;
  }

  /** {@code linux 2.6.24 to 3.1, 4.9 and gvisor}. */
  String text(BitSet kernels) {
    List<String> spans = new ArrayList<>();
    int gvisor = profiles.size() - 1;
    int from = kernels.nextSetBit(0);
    while (from >= 0 && from < gvisor) {
      int end = Math.min(kernels.nextClearBit(from), gvisor);
      spans.add(span(from, end - 1));
      from = kernels.nextSetBit(end);
    }
    String linux = spans.isEmpty() ? "" : "linux " + String.join(", ", spans);
    if (!kernels.get(gvisor)) {
      return linux;
    }
    return linux.isEmpty() ? "gvisor" : linux + " and gvisor";
  }

  private String span(int first, int last) {
    String from = version(first);
    return first == last ? from : from + " to " + version(last);
  }

  private String version(int index) {
    return profiles.get(index).version().orElseThrow().toString();
  }
}
