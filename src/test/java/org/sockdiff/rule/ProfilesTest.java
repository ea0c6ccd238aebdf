// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.rule.Rules.InDatagramsAt;

final class ProfilesTest {
  @ParameterizedTest
  @CsvSource({
    "linux-2.6.24, ENQUEUE",
    "linux-2.6.25, FIRST_LOOK",
    "linux-4.9.337, FIRST_LOOK",
    "linux-4.10, CONSUMPTION",
    "linux-6.18.44, CONSUMPTION",
    "gvisor-20221219, ENQUEUE"
  })
  void answersAsTheKernelDoes(String name, InDatagramsAt answer) {
    assertEquals(answer, Profiles.named(name).answer(Rules.UDP_IN_DATAGRAMS_AT));
  }

  @Test
  void fileIsABaseAndOverrides() {
    Profile profile =
        Profiles.parse(
            "vendor.profile",
            "# a vendor's kernel\nbase = linux-4.9\nudp.in-datagrams-at = CONSUMPTION # backport\n");

    assertEquals("vendor.profile", profile.name());
    assertEquals(
        List.of(Rules.UDP_IN_DATAGRAMS_AT), profile.differencesFrom(Profiles.named("linux-4.9")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "udp.in-datagrams-at = CONSUMPTION | f:1: 'base = PROFILE' must come first",
        "base linux-4.9 | f:1: expected 'base = PROFILE' or 'rule = ANSWER'",
        "base = windows-11 | f:1: unknown profile 'windows-11'; profiles are linux-VERSION,"
            + " gvisor-YYYYMMDD or a file",
        "'' | f:1: no 'base = PROFILE' in it"
      })
  void errorsNameTheLine(String text, String message) {
    ProfileException e = assertThrows(ProfileException.class, () -> Profiles.parse("f", text));

    assertEquals(message, e.getMessage());
  }

  @Test
  void overrideRefusesWhatIsNoAnswer() {
    Profile base = Profiles.named("linux-6.18");

    ProfileException e =
        assertThrows(
            ProfileException.class, () -> Profiles.override(base, "udp.in-datagrams-at=READ"));

    assertEquals(
        "'READ' is no answer to udp.in-datagrams-at; they are [ENQUEUE, FIRST_LOOK, CONSUMPTION]",
        e.getMessage());
  }

  @Test
  void runningGvisorIsKnownByItsVersionText() {
    Machine gvisor =
        Machine.TYPICAL.withRelease(
            "4.4.0", "Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016");

    assertEquals("gvisor-20221219", Profiles.of(gvisor).name());
    assertEquals(
        "linux-4.4",
        Profiles.of(Machine.TYPICAL.withRelease("4.4.0", "Linux version 4.4.0")).name());
  }

  @Test
  void watcherIsToldOfEachQuestion() {
    StringBuilder asked = new StringBuilder();
    Profile profile =
        Profiles.named("linux-4.9").watchedBy((rule, answer) -> asked.append(rule).append(answer));

    profile.answer(Rules.UDP_ADMISSION);

    assertTrue(asked.toString().equals("udp.admissionCHARGE_BELOW"), asked.toString());
  }
}
