// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Profiles by what users call them. */
public final class Profiles {
  /** The release that a running gVisor is taken for: its /proc/version gives no date. */
  private static final String GVISOR = "20221219";

  /**
   * What /proc/version says in every gVisor. Source: gVisor, pkg/sentry/syscalls/linux, Version.
   */
  private static final String GVISOR_VERSION = "Sun Jan 10 15:06:54 PST 2016";

  /**
   * The upstream version in the text of Debian's /proc/version: their release string, 6.1.0-32, has
   * the number of an ABI in place of the patch level until 6.12.
   */
  private static final Pattern DEBIAN_VERSION =
      Pattern.compile(" Debian ([0-9]+\\.[0-9]+\\.[0-9]+)-[0-9]");

  private Profiles() {}

  /**
   * {@code linux-6.1.192} or {@code gvisor-20221219}.
   *
   * @throws ProfileException if it is neither
   */
  public static Profile named(String name) {
    if (name.startsWith("linux-")) {
      return Profile.linux(
          KernelVersion.parse(name.substring("linux-".length()))
              .orElseThrow(
                  () ->
                      new ProfileException(
                          "no Linux version in profile '" + name + "'; it is one like linux-6.1")));
    }
    if (name.matches("gvisor-[0-9]{8}")) {
      return Profile.gvisor(name.substring("gvisor-".length()));
    }
    throw new ProfileException(
        "unknown profile '" + name + "'; profiles are linux-VERSION, gvisor-YYYYMMDD or a file");
  }

  /** The profile of the kernel that a machine runs. */
  public static Profile of(Machine machine) {
    if (machine.version().contains(GVISOR_VERSION)) {
      return Profile.gvisor(GVISOR);
    }
    Matcher debian = DEBIAN_VERSION.matcher(machine.version());
    String release = debian.find() ? debian.group(1) : machine.release();
    return Profile.linux(
        KernelVersion.parse(release)
            .orElseThrow(
                () -> new ProfileException("no kernel version in '" + machine.release() + "'")));
  }

  /**
   * Reads a profile file: {@code base = linux-5.14} and lines {@code rule = ANSWER}; {@code #}
   * starts a comment.
   *
   * @param name what to call it, and the place that errors name
   * @throws ProfileException if a line is neither, naming its number
   */
  public static Profile parse(String name, String text) {
    Optional<Profile> profile = Optional.empty();
    int number = 0;
    for (String whole : text.split("\n", -1)) {
      number++;
      String line = whole.replaceFirst("#.*", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      String place = name + ":" + number + ": ";
      List<String> sides = List.of(line.split("=", 2));
      if (sides.size() != 2) {
        throw new ProfileException(place + "expected 'base = PROFILE' or 'rule = ANSWER'");
      }
      String key = sides.get(0).strip();
      String value = sides.get(1).strip();
      try {
        profile =
            Optional.of(
                key.equals("base")
                    ? named(value)
                    : override(
                        profile.orElseThrow(
                            () -> new ProfileException("'base = PROFILE' must come first")),
                        key + "=" + value));
      } catch (ProfileException e) {
        throw new ProfileException(place + e.getMessage());
      }
    }
    return profile
        .orElseThrow(() -> new ProfileException(name + ":1: no 'base = PROFILE' in it"))
        .named(name);
  }

  /** A profile with one answer changed: {@code udp.in-datagrams-at=FIRST_LOOK}. */
  public static Profile override(Profile profile, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 0) {
      throw new ProfileException("expected RULE=ANSWER, not '" + assignment + "'");
    }
    String id = assignment.substring(0, equals);
    String answer = assignment.substring(equals + 1);
    Rule<?> rule =
        Rules.named(id)
            .orElseThrow(
                () ->
                    new ProfileException(
                        "unknown rule '"
                            + id
                            + "'; rules are "
                            + Rules.ALL.stream().map(Rule::id).collect(Collectors.joining(", "))));
    Enum<?> chosen =
        rule.answerNamed(answer)
            .orElseThrow(
                () ->
                    new ProfileException(
                        "'" + answer + "' is no answer to " + id + "; they are " + rule.answers()));
    return profile.with(rule, chosen);
  }
}
