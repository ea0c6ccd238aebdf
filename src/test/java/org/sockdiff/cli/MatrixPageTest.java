// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The table as a page, in a browser without a window. */
@Timeout(180)
final class MatrixPageTest {
  /** What a reader does: each line of the result is what is then to be seen. */
  private static final String READER =
      """
      <pre id="result"></pre>
      <script>
        const said = [];
        const say = text => said.push(text);
        const named = name => document.getElementById(name);
        const button = name => named(name).querySelector('button');
        const shown = () => document.getElementById('shown').textContent;
        const type = (id, value, event) => {
          const field = document.getElementById(id);
          if (field.type === 'checkbox') { field.checked = value; } else { field.value = value; }
          field.dispatchEvent(new Event(event, { bubbles: true }));
        };
        const IN = 'eras/udp-in-datagrams';
        say('at first all ' + shown().startsWith('22 '));
        type('plain', true, 'change');
        say('with the rest ' + shown());
        type('text', 'IN-DATAGRAMS', 'input');
        say('by name ' + shown());
        button(IN).focus();
        say('focus ' + document.activeElement.tagName);
        button(IN).click();
        const detail = named(IN).nextElementSibling;
        say('open ' + !detail.hidden + ' ' + button(IN).getAttribute('aria-expanded'));
        say('differing steps ' + detail.querySelectorAll('tr.differs').length);
        say('picture ' + detail.querySelector('pre').textContent.includes('│ "looked at" from tx │'));
        say('fits ' + (document.documentElement.scrollWidth <= window.innerWidth));
        button(IN).click();
        say('closed ' + detail.hidden);
        type('text', '', 'input');
        type('rule', 'udp.lookup', 'change');
        say('by rule ' + shown());
        say('dark ' + (getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)'));
        document.getElementById('result').textContent = said.join('\\n');
      </script>
      </body>""";

  private static final Pattern RESULT =
      Pattern.compile("<pre id=\"result\">(.*?)</pre>", Pattern.DOTALL);

  @TempDir private Path directory = Path.of("");

  private Path page = Path.of("");

  @BeforeEach
  void makePage() {
    page = directory.resolve("page.html");
    Ran ran =
        Ran.sockdiff(
            "compare",
            "--filter",
            "eras/*",
            "--report",
            "html=" + page,
            Ran.RECORDS.resolve("linux-6.18.44.ndjson.gz").toString(),
            Ran.RECORDS.resolve("findings/gvisor-20221219.ndjson.gz").toString());
    assertEquals(1, ran.exit(), ran::text);
  }

  private String seen(String... options) throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "chromium"))),
        "there is no chromium: apt-get install chromium");
    Path read = directory.resolve("read.html");
    Files.writeString(read, Files.readString(page).replace("</body>", READER));
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + directory.resolve("profile"),
                "--dump-dom"));
    command.addAll(List.of(options));
    command.add(read.toUri().toString());
    Path out = directory.resolve("dom.html");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertTrue(ended, "chromium does not end");
    Matcher result = RESULT.matcher(Files.readString(out, StandardCharsets.UTF_8));
    assertTrue(result.find(), "the page shows no result");
    return result.group(1);
  }

  private static String expected(boolean dark) {
    return """
        at first all false
        with the rest 22 of 22 cases
        by name 1 of 22 cases
        focus BUTTON
        open true true
        differing steps 5
        picture true
        fits true
        closed true
        by rule 1 of 22 cases
        dark %s"""
        .formatted(dark);
  }

  @Test
  void readerFiltersAndOpensCases() throws IOException, InterruptedException {
    assertEquals(expected(false), seen("--window-size=1200,900"));
  }

  @Test
  void pageFitsANarrowWindowAndTheDark() throws IOException, InterruptedException {
    assertEquals(
        expected(true),
        seen(
            "--window-size=500,800",
            "--force-dark-mode",
            "--blink-settings=preferredColorScheme=0"));
  }

  @Test
  void pageNeedsNothingFromElsewhere() throws IOException {
    String html = Files.readString(page);

    assertFalse(Pattern.compile("(src|href)\\s*=|url\\(|@import|fetch\\(").matcher(html).find());
  }

  @Test
  void otherReportsAreRefused() {
    Ran ran = Ran.sockdiff("compare", "--report", "junit=x", "a", "b");

    assertEquals(ExitCode.BAD_USAGE, ran.exit());
    assertTrue(ran.err().contains("--report is html=FILE here, not 'junit=x'"), ran.err());
  }
}
