// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.sockdiff.abi.Counter;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import org.sockdiff.rule.TruesizeTable;

/** What is written is read back, and the same behaviour is written the same. */
class RecordRoundTripTest {
  private static final List<Program> PROGRAMS = Records.programs(Records.SCRIPT);

  @Test
  void whatTheModelDoesIsReadBack() {
    List<Recording> seen = PROGRAMS.stream().map(Records::run).toList();

    RunRecord read = Records.read(Records.written(Records.HEADER, seen));

    assertFalse(read.partial());
    assertEquals(events(seen), events(read.recordings()));
    assertEquals(Optional.empty(), seen.get(0).trouble());
    assertEquals(
        List.of("udp/example[ip=127.0.0.1]", "udp/example[ip=::ffff:127.0.0.1]"),
        read.recordings().stream().map(recording -> recording.program().id()).toList());
  }

  private static List<List<Event>> events(List<Recording> recordings) {
    return recordings.stream().map(Recording::events).toList();
  }

  @Test
  void anyEventsAreReadBack() {
    long seed = Long.getLong("seed", System.nanoTime());
    for (int round = 0; round < 500; round++) {
      Program program = PROGRAMS.get(round % PROGRAMS.size());
      Recording any = new EventGenerator(program, seed + round).recording();
      String record = Records.written(any);

      Recording read = Records.read(record).recordings().get(0);

      String repeat = "-Dseed=" + (seed + round) + "\n" + record;
      assertEquals(any.events(), read.events(), () -> repeat);
      assertEquals(any.trouble(), read.trouble(), () -> repeat);
      assertEquals(record, Records.written(read), () -> repeat);
    }
  }

  @Test
  void otherPortsChangeOnlyWhatIsRaw() {
    String low = Records.written(Records.run(PROGRAMS.get(0), 32768));
    String high = Records.written(Records.run(PROGRAMS.get(0), 45678));

    assertNotEquals(low, high);
    assertTrue(high.contains("45678"));
    assertEquals(Records.comparable(low), Records.comparable(high));
    assertFalse(Records.comparable(high).contains("45678"));
  }

  @Test
  void theSameRunIsTheSameBytes() {
    assertEquals(
        Records.written(Records.run(PROGRAMS.get(0))),
        Records.written(Records.run(PROGRAMS.get(0))));
  }

  @Test
  void theSendersNameStandsForItsAddress() {
    String record = Records.written(Records.run(PROGRAMS.get(0)));

    assertTrue(record.contains("\"from\":\"tx\",\"raw\":{\"from\":\"127.0.0.1:32769\"}"), record);
  }

  @Test
  void theHeaderIsReadBack() {
    Machine machine =
        new Machine(
            "5.14.0-503.el9",
            "Linux version 5.14 \"\u00fc\"",
            "aarch64",
            65536,
            0,
            false,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            0x8000_0000_0000_0001L,
            0x8000_0000_0000_0000L,
            EnumSet.of(Counter.UDP_IN_DATAGRAMS, Counter.UDP6_MEM_ERRORS),
            new TruesizeTable(List.of(), List.of(), 1),
            new TruesizeTable(List.of(1, 2), List.of(3, 4), 5));
    RunHeader header = RunHeader.of("0.1.0", machine).withSeed(Long.MIN_VALUE);

    RunHeader read = Records.read(Records.written(header, List.of())).header();

    assertEquals(machine, read.machine());
    assertEquals(header.seed(), read.seed());
    assertEquals("sockdiff", read.tool());
    assertEquals("0.1.0", read.toolVersion());
    assertEquals("linux-5.14", read.kernel().name());
  }

  @Test
  void anOverriddenProfileIsReadBack() {
    Profile vendor =
        Profiles.override(Profiles.named("linux-3.10"), "udp.in-datagrams-at=CONSUMPTION")
            .named("vendor.profile");
    assertProfileIsReadBack(vendor);
  }

  @Test
  void aProfileOfGvisorIsReadBack() {
    assertProfileIsReadBack(Profiles.named("gvisor-20230101"));
  }

  private static void assertProfileIsReadBack(Profile profile) {
    RunHeader header = new RunHeader("x", "1", Machine.TYPICAL, profile, OptionalLong.empty());

    Profile read = Records.read(Records.written(header, List.of())).header().kernel();

    assertEquals(profile.name(), read.name());
    assertEquals(profile.version(), read.version());
    assertEquals(profile.kernel(), read.kernel());
    assertEquals(List.of(), profile.differencesFrom(read));
  }
}
