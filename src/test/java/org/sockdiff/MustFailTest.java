// SPDX-License-Identifier: Apache-2.0
package org.sockdiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A trace that fails is counted as failed: were failures lost on the way, all would look well. */
final class MustFailTest {

  @Test
  void failingTraceIsCounted() {
    Events tests = run(OnePassesOneFails.class);

    assertEquals(2, tests.started().count());
    assertEquals(1, tests.succeeded().count());
    assertEquals(1, tests.failed().count());
  }

  private static Events run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents();
  }

  /**
   * Run by the test above only: Surefire leaves nested classes out. It makes its tests as the tests
   * over {@code traces/} are made, a dynamic test a file.
   */
  static final class OnePassesOneFails {
    @TestFactory
    Stream<DynamicTest> traces() {
      return Stream.of(
          dynamicTest("passes.trace", URI.create("file:///passes.trace"), () -> {}),
          dynamicTest("fails.trace", URI.create("file:///fails.trace"), () -> fail("as it must")));
    }
  }
}
