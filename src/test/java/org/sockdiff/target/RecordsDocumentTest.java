// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sockdiff.Golden;

/** The example in docs/records.md is what the writer writes. */
class RecordsDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "records.md");

  @Test
  void theExampleIsWhatIsWritten() throws IOException {
    String document = Files.readString(DOCUMENT);
    String script = document.substring(start(document, "trace"), end(document, "trace"));
    String record = Records.written(Records.run(Records.program(script)));

    Golden.check(
        DOCUMENT,
        document.substring(0, start(document, "json"))
            + record
            + document.substring(end(document, "json")));
  }

  private static int start(String document, String language) {
    String fence = "```" + language + "\n";
    return document.indexOf(fence) + fence.length();
  }

  private static int end(String document, String language) {
    return document.indexOf("```", start(document, language));
  }
}
