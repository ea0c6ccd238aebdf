// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sockdiff.check.Checker;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;

final class FloorsTest {
  private static final long SEED = 3;

  private static Coverage coverage(int calls, int scripts) {
    Coverage coverage = new Coverage();
    Profile profile = Profile.linux(KernelVersion.of("6.18")).watchedBy(coverage);
    ModelTarget target = new ModelTarget(profile, Machine.TYPICAL);
    Checker checker = new Checker(profile, profile, Machine.TYPICAL, System::nanoTime);
    ScriptGenerator generator = new ScriptGenerator(SEED, calls);
    LongStream.range(0, scripts)
        .forEach(
            index -> {
              GeneratedScript script = generator.script(index);
              Recording recording = target.record(script.program());
              checker.check(recording);
              coverage.add(script, recording);
            });
    return coverage;
  }

  @Test
  void receiveCallsFindDataAndPeeksFindSeveral() {
    Coverage coverage = coverage(30, 300);

    assertTrue(coverage.percentOfReceivesWithData() >= 40);
    assertTrue(coverage.percentOfPeeksAtSeveral() >= 25);
    assertTrue(coverage.words().getOrDefault("recv MSG_PEEK", 0) >= 100);
    assertTrue(coverage.rules().getOrDefault("udp.in-datagrams-at", 0L) >= 300);
  }

  @Test
  void scriptsThatAreTooShortMissTheFloors() {
    List<String> missed = new Floors(coverage(2, 100)).missed();

    assertTrue(
        missed.stream().anyMatch(line -> line.startsWith("receive calls that")), missed + "");
    assertTrue(missed.contains("recv MSG_PEEK came up 0 times, floor 1"), missed + "");
    assertTrue(missed.contains("udp.in-datagrams-at came up 0 times, floor 10"), missed + "");
  }

  @Test
  void nothingRunMissesThePercentagesOnly() {
    assertEquals(2, new Floors(new Coverage()).missed().size());
  }
}
