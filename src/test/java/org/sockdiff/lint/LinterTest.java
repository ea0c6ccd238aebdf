// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockdiff.Golden;
import org.sockdiff.syntax.TraceFormatter;

final class LinterTest {
  private static final String SOCKET = "# Title.\nrx = socket(AF_INET, SOCK_DGRAM, 0)\n";

  @TestFactory
  Stream<DynamicTest> tracesHaveNoWarnings() {
    return Golden.files(Path.of("traces"), ".trace").stream()
        .filter(file -> !file.startsWith(Path.of("traces", "invalid")))
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> assertNoWarning(file)));
  }

  private static void assertNoWarning(Path file) throws IOException {
    List<Finding> findings = Linter.lint(file.toString(), Files.readString(file));

    assertEquals(List.of(), findings.stream().filter(f -> f.level() != Level.NOTE).toList());
  }

  @Test
  void everyErrorOfAScriptIsAFinding() {
    assertFound(
        "# Title.\nrecvfrm(rx, 64, 0)\nclose(ry)\n",
        "t:2:1: error: unknown call 'recvfrm'; did you mean 'recvfrom'? [SD100]",
        "t:3:7: error: no descriptor is named 'ry' here [SD100]");
  }

  @Test
  void socketThatIsNeverUsed() {
    assertFound(SOCKET, "t:2:1: warning: the socket 'rx' is never used [SD101]");
  }

  @Test
  void socketThatOnlyAnExpectationNamesIsUsed() {
    assertFound(
        SOCKET
            + """
            ot = socket(AF_INET, SOCK_DGRAM, 0)
            bind(rx, 127.0.0.1:0)
            recvfrom(rx, 64, MSG_DONTWAIT) = "x" from ot or EAGAIN
            """);
  }

  @Test
  void nameBoundAgainWhileOpen() {
    assertFound(
        SOCKET + "close(rx)\n" + "rx = socket(AF_INET, SOCK_DGRAM, 0)\n".repeat(2) + "close(rx)\n",
        "t:4:1: warning: the socket 'rx' is never used [SD101]",
        "t:5:1: warning: 'rx' of line 4 is still open when the name is bound again [SD102]");
  }

  @Test
  void socketThatCannotBeMadeIsNotOpen() {
    assertFound(
        """
        # Title.
        rx = socket(AF_INET, SOCK_DGRAM, 132) = EPROTONOSUPPORT
        bind(rx, 127.0.0.1:0) = EBADF
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        close(rx)
        """);
  }

  @Test
  void threadThatASleepWasToGiveTime() {
    assertFound(
        SOCKET
            + """
            setsockopt(rx, SOL_SOCKET, SO_RCVTIMEO, 20ms)
            sleep(1ms)
            A> recv(rx, 64, 0)
            sleep(40ms)
            A> returns EAGAIN
            """,
        "t:7:1: warning: what thread A has done by now must not depend on the sleep of line 6 [SD112]");
  }

  @Test
  void repeatedBlockBindsANameAgain() {
    assertFound(
        """
        # Title.
        repeat 2 {
            rx = socket(AF_INET, SOCK_DGRAM, 0)
            bind(rx, 127.0.0.1:0)
        }
        """,
        "t:3:5: warning: 'rx' of line 3 is still open when the name is bound again [SD102]");
  }

  @Test
  void expectationBelowOneForAllIsNeverChosen() {
    assertFound(
        SOCKET + "close(rx)\n= 0\n= 0 @ linux 4.10..\n",
        "t:5:5: warning: for linux 4.10 to 7.3 line 4 holds, too, and comes first: this one never"
            + " counts [SD103]");
  }

  @Test
  void guardThatNoKernelIsAs() {
    assertFound(
        SOCKET + "close(rx)\n= 0 @ linux ..4.9, udp.in-datagrams-at=CONSUMPTION\n= 0\n",
        "t:4:5: warning: no kernel that runs this trace is as the guard says [SD103]");
  }

  @Test
  void headersDecideWhichKernelsThereAre() {
    assertFound(
        """
        # Title.
        since linux 4.13

        rx = socket(AF_INET, SOCK_DGRAM, 0)
        close(rx)
            = 0 @ linux ..4.9
            = 0
        """,
        "t:6:5: warning: no kernel that runs this trace is as the guard says [SD103]");
  }

  @Test
  void guardsThatLeaveKernelsOut() {
    assertFound(
        SOCKET + "close(rx)\n= 0 @ linux ..2.6.32\n= 0 @ linux 3.2.5..4.9\n= 0 @ linux 4.11..\n",
        "t:3:1: warning: nothing is expected for linux 2.6.33 to 3.2.4, 4.10 [SD104]");
  }

  @Test
  void guardsByAnswersLeaveGvisorOut() {
    assertFound(
        SOCKET
            + """
            recv(rx, 1, MSG_DONTWAIT)
            = EAGAIN @ sock.rcvbuf-minimum=B256
            = EAGAIN @ sock.rcvbuf-minimum=B2304
            """,
        "t:3:1: warning: nothing is expected for gvisor [SD104]");
  }

  @Test
  void gapOfOneExpectationIsANote() {
    assertFound(
        SOCKET + "close(rx)\n= 0 @ linux 4.10..\n",
        "t:3:1: note: nothing is expected for linux 2.6.24 to 4.9 [SD104]");
  }

  @Test
  void gvisorIsLeftOutKnowinglyWhereGuardsNameLinux() {
    assertFound(SOCKET + "close(rx)\n= 0 @ linux ..4.9\n= 0 @ linux 4.10..\n");
  }

  @Test
  void overlapIsANote() {
    assertFound(
        SOCKET + "close(rx)\n= 0 @ linux ..4.9\n= 0 @ linux 4.4..\n",
        "t:5:5: note: for linux 4.4 to 4.9 line 4 holds, too, and comes first [SD105]");
  }

  @Test
  void specialCaseAndTheRestAreNoOverlap() {
    assertFound(SOCKET + "close(rx)\n= 0 @ linux 3.2..4.9\n= 0 @ linux\n= 0\n");
  }

  @Test
  void whereTheModelStopsNothingIsChecked() {
    assertFound(
        SOCKET + "bind(rx, 224.0.0.1:9000)\nclose(rx)\n",
        "t:3:1: warning: not modelled: multicast: from here on nothing can be checked as"
            + " linux 2.6.24 to 7.3 and gvisor [SD106]");
  }

  @Test
  void receiveThatNothingCanWake() {
    assertFound(
        SOCKET + "recv(rx, 64, 0)\n",
        "t:3:1: warning: recv(rx, 64, 0) sleeps for ever as linux 2.6.24 to 7.3 and gvisor: say"
            + " 'blocks', or do not let it wait [SD107]");
  }

  @Test
  void receiveThatDoesNotSleepForEver() {
    assertFound(SOCKET + "recv(rx, 64, MSG_DONTWAIT)\n");
    assertFound(SOCKET + "setsockopt(rx, SOL_SOCKET, SO_RCVTIMEO, 100ms)\nrecv(rx, 64, 0)\n");
    assertFound(SOCKET + "recv(rx, 64, 0) blocks\n");
    assertFound(SOCKET + "A> recv(rx, 64, 0)\n");
  }

  @Test
  void repeatOnce() {
    assertFound(
        SOCKET + "repeat 1 {\n    close(rx)\n}\n",
        "t:3:1: warning: 'repeat 1' repeats nothing: leave it away, or write how often [SD108]");
  }

  @Test
  void missingTitle() {
    assertFound(
        "close(-1)\n",
        "t:1:1: warning: the trace has no title: begin it with a comment that says what it shows"
            + " [SD109]");
  }

  @Test
  void layout() {
    assertEquals(
        List.of(
            "t:3:9: warning: from here on it is not laid out as 'sockdiff fmt' does it [SD110]"),
        texts(Linter.lint("t", SOCKET + "close(rx )\n")));
  }

  @Test
  void ignoreOnTheLineOrAbove() {
    assertFound("# Title.\nrx = socket(AF_INET, SOCK_DGRAM, 0)  # sockdiff-ignore: SD101 why\n");
    assertFound(
        """
        # Title.
        # sockdiff-ignore: SD101, SD102 why
        # and more
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        # sockdiff-ignore: SD102 why
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        close(rx)
        """,
        "t:2:1: warning: nothing is found on line 4 that SD102 is for [SD111]");
  }

  @Test
  void ignoreThatIsWrong() {
    assertFound(
        """
        # Title.
        # sockdiff-ignore: SD999 why
        # sockdiff-ignore SD101
        # sockdiff-ignore: SD101
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        """,
        "t:2:1: warning: there is no rule SD999 [SD111]",
        "t:3:1: warning: expected 'sockdiff-ignore: SD101 reason' [SD111]",
        "t:4:1: warning: say after the id why it is ignored [SD111]");
  }

  @Test
  void idsAreUnique() {
    List<String> ids = Stream.of(LintRule.values()).map(LintRule::id).toList();

    assertEquals(ids.size(), ids.stream().distinct().count());
    assertTrue(ids.stream().allMatch(id -> id.matches("SD1[0-9][0-9]")), ids.toString());
  }

  /** The script is laid out first, so that its places are those in the laid out one. */
  private static void assertFound(String script, String... findings) {
    String text =
        Stream.of(findings).anyMatch(f -> f.contains("SD100"))
            ? script
            : TraceFormatter.format("t", script);

    assertEquals(List.of(findings), texts(Linter.lint("t", text)));
  }

  private static List<String> texts(List<Finding> findings) {
    return findings.stream().map(Finding::toString).collect(Collectors.toList());
  }
}
