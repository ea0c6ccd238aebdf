// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockdiff.sys.Kernel;
import org.sockdiff.sys.SleepProbe;

/** What is read from files of /proc; the texts were captured on Linux 6.18. */
final class ProcFilesTest {
  private static final String ASLEEP =
      """
      Name:\tsockdiff-0-1
      State:\tS (sleeping)
      CapEff:\t000001fffeffffff
      voluntary_ctxt_switches:\t17
      nonvoluntary_ctxt_switches:\t3
      """;

  @Test
  void syscallFileNamesTheCall() {
    ProcText text = new ProcText("45 0xb 0x7fe7a6931000 0x40 0x0 0x0 0x0 0x7fff0 0x7fe7a6aad2ad\n");

    assertTrue(ProcSleepProbe.names(text.bytes(), text.length(), 45));
    assertFalse(ProcSleepProbe.names(text.bytes(), text.length(), 4));
    assertTrue(ProcSleepProbe.names(text.bytes(), text.length(), -1));
  }

  @Test
  void runningThreadIsInNoCall() {
    ProcText text = new ProcText("running\n");

    assertFalse(ProcSleepProbe.names(text.bytes(), text.length(), -1));
  }

  @Test
  void statusCountsVoluntarySwitches() {
    assertEquals(17, switches(ASLEEP));
  }

  @Test
  void wokenThreadIsAwake() {
    assertEquals(SleepProbe.AWAKE, switches(ASLEEP.replace("S (sleeping)", "R (running)")));
    assertEquals(SleepProbe.AWAKE, switches(ASLEEP.replace("S (sleeping)", "D (disk sleep)")));
  }

  private static long switches(String status) {
    ProcText text = new ProcText(status);
    return ProcSleepProbe.switches(text.bytes(), text.length());
  }

  @Test
  void capabilitiesAreHexadecimal() {
    assertEquals(0x1fffeffffffL, LocalMachine.capabilities(ASLEEP));
    assertEquals(0, LocalMachine.capabilities("Name:\tx\n"));
  }

  @Test
  void interfacesStandBeforeColons() {
    assertEquals(
        List.of("lo", "tunl0"),
        LoopbackNamespace.interfaces(
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets
                lo:       0       0    0    0    0     0          0         0        0       0
             tunl0:       0       0    0    0    0     0          0         0        0       0
            """));
  }

  @Test
  void socketsInUseStandFirst() {
    assertEquals(11, JnaKernel.socketsUsed("sockets: used 11\nTCP: inuse 1 orphan 0\n"));
    assertEquals(Kernel.UNKNOWN, JnaKernel.socketsUsed("TCP: inuse 1 orphan 0\n"));
    assertEquals(Kernel.UNKNOWN, JnaKernel.socketsUsed(""));
  }
}
