// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelVersionTest {
  @ParameterizedTest
  @CsvSource({
    "6.18.44-fc-v595, 6.18.44",
    "5.14.0-503.el9, 5.14",
    "6.1.0-32-amd64, 6.1",
    "2.6.32.67, 2.6.32.67",
    "2.6.32-754.el6.x86_64, 2.6.32",
    "4.10, 4.10",
    "7.2.12+deb14-cloud-amd64, 7.2.12",
    "3.10.0, 3.10"
  })
  void readsReleaseStrings(String release, String version) {
    assertEquals(version, KernelVersion.of(release).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "6", "6.", "v6.1", "60000.1"})
  void refusesOtherTexts(String text) {
    assertEquals(Optional.empty(), KernelVersion.parse(text));
  }

  @Test
  void ordersByMainlineThenPatch() {
    assertTrue(KernelVersion.of("4.9.337").compareTo(KernelVersion.of("4.10")) < 0);
    assertTrue(KernelVersion.of("2.6.39").compareTo(KernelVersion.of("3.0")) < 0);
    assertTrue(KernelVersion.of("2.6.32.67").compareTo(KernelVersion.of("2.6.32")) > 0);
    assertTrue(KernelVersion.of("6.9").compareTo(KernelVersion.of("6.10")) < 0);
  }

  @Test
  void branchIsTheMainlineVersion() {
    assertTrue(KernelVersion.of("2.6.32.67").sameBranch(KernelVersion.of("2.6.32")));
    assertFalse(KernelVersion.of("2.6.32").sameBranch(KernelVersion.of("2.6.33")));
    assertTrue(KernelVersion.of("6.12.43").sameBranch(KernelVersion.of("6.12.117")));
  }
}
