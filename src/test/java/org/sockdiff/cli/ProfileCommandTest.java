// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.rule.Rule;
import org.sockdiff.rule.Rules;

/** Profiles learned from what real kernels did. */
final class ProfileCommandTest {
  private static final Path RECORDS = Ran.RECORDS;

  @TempDir private Path directory = Path.of("");

  private Ran learn(String record, String... words) {
    List<String> command = new ArrayList<>(List.of("profile", "learn"));
    command.addAll(List.of(words));
    command.add(RECORDS.resolve(record + ".ndjson.gz").toString());
    return Ran.sockdiff(command.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux-5.10.223",
        "uml-6.1.176",
        "linux-6.12.117",
        "linux-6.18.44",
        "linux-7.2.12"
      })
  void ownProfileIsLearned(String record) {
    Ran ran = learn(record);

    assertEquals(0, ran.exit(), ran::text);
    List<String> lines = ran.out().lines().filter(l -> !l.startsWith("#")).toList();
    assertEquals(List.of("base = " + record.replace("uml", "linux")), lines);
  }

  static List<String> flips() {
    Profile profile = Profiles.named("linux-6.18.44");
    return Stream.of("udp.in-datagrams-at", "udp.admission", "udp.arrival-after-shut-rd")
        .map(id -> flipped(profile, Rules.named(id).orElseThrow()))
        .toList();
  }

  private static String flipped(Profile profile, Rule<?> rule) {
    return rule.answers().stream()
        .filter(answer -> answer != profile.answerOf(rule))
        .findFirst()
        .map(answer -> rule.id() + "=" + answer.name())
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("flips")
  void flippedRuleIsLearnedBack(String rule) {
    Ran ran = learn("linux-6.18.44", "--rule", rule);

    assertEquals(0, ran.exit(), ran::text);
    assertTrue(ran.out().contains("\nbase = linux-6.18.44\n"), ran.out());
    assertFalse(
        ran.out().lines().anyMatch(l -> l.startsWith(rule.substring(0, rule.indexOf('=')))),
        ran.out());
  }

  @Test
  void oldKernelIsLearnedFromANewOnesProfile() throws IOException {
    Path file = directory.resolve("learned.profile");
    Ran ran = learn("linux-5.10.223", "--profile", "linux-7.2", "-o", file.toString());

    assertEquals(0, ran.exit(), ran::text);
    Profile learned = Profiles.parse("learned", Files.readString(file));
    String unasked =
        Files.readString(file)
            .lines()
            .filter(line -> line.startsWith("# No case asks these: "))
            .collect(Collectors.joining());
    List<String> wrong =
        learned.differencesFrom(Profiles.named("linux-5.10.223")).stream()
            .map(Rule::id)
            .filter(id -> !unasked.contains(id))
            .toList();
    assertEquals(List.of(), wrong);
  }

  @Test
  void whatIsNoRecordIsRefused() {
    Ran ran = Ran.sockdiff("profile", "learn", "pom.xml");

    assertEquals(ExitCode.BAD_USAGE, ran.exit());
  }
}
