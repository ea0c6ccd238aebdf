// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockdiff.Golden;
import org.sockdiff.script.ScriptException;
import org.sockdiff.syntax.TraceReader;

/** Each script in {@code traces/invalid} is refused with exactly the messages beside it. */
class InvalidTraceTest {
  private static final Path DIRECTORY = Path.of("traces", "invalid");

  @TestFactory
  Stream<DynamicTest> refused() {
    return Golden.files(DIRECTORY, ".trace").stream()
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> isRefusedAsExpected(file)));
  }

  private static void isRefusedAsExpected(Path file) {
    ScriptException refusal =
        assertThrows(
            ScriptException.class, () -> Binder.bind(TraceReader.read(file, file.toString())));
    Golden.check(Golden.sibling(file, ".trace", ".expected"), refusal.getMessage() + "\n");
  }

  @Test
  void noMessageIsWithoutItsScript() {
    List<Path> scripts =
        Golden.files(DIRECTORY, ".expected").stream()
            .map(file -> Golden.sibling(file, ".expected", ".trace"))
            .toList();

    assertEquals(Golden.files(DIRECTORY, ".trace"), scripts);
  }
}
