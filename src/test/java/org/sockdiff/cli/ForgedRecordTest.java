// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that tell of what no kernel does, with all that a reader checks put right: judged or
 * refused, but never a failure of ours.
 */
final class ForgedRecordTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 150);
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final List<String> NUMBERS =
      List.of(
          "-2",
          "-1",
          "0",
          "1",
          "2",
          "3",
          "5",
          "9",
          "64",
          "65536",
          "2147483647",
          "-2147483648",
          "9223372036854775807");
  private static final Pattern SEQ = Pattern.compile("\"seq\":[0-9]+");

  /** What stands in a record, and what may stand there instead. */
  private static final List<String> PIECES =
      List.of(
          "\"event\":\"call\"",
          "\"event\":\"return\"",
          "\"event\":\"blocked\"",
          "\"event\":\"counters\",\"counters\":{}",
          "\"ret\":0",
          "\"ret\":-1,\"errno\":\"EAGAIN\"",
          "\"ret\":5",
          "\"thread\":\"\"",
          "\"thread\":\"A\"",
          "\"from\":\"tx\"",
          "\"from\":\"rx\"",
          "\"from\":\"[::1]:5\"",
          "\"data\":\"hello\"",
          "\"data\":\"never\"",
          "\"hex\":\"00ff\"",
          "\"flags\":\"MSG_TRUNC\"",
          "\"flags\":\"0\"",
          "\"deadline\":true",
          "\"sockname\":\"127.0.0.1:*\"",
          "\"sockname\":\"0.0.0.0:*\"",
          "\"Udp.InDatagrams\":1",
          "\"Udp.OutDatagrams\":-1",
          "\"out\":{\"micros\":5}");

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.18-peek.ndjson", "linux-6.18-verdicts.ndjson"})
  void isJudgedOrRefused(String name) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    List<String> lines = Files.readAllLines(Ran.RECORDS.resolve(name));
    int judged = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String forged = signed(forged(lines, random));
      Ran ran = judge(forged);

      assertFalse(
          ran.err().contains("this is a bug"), () -> "-Dseed=" + seed + "\n" + ran.err() + forged);
      assertTrue(Set.of(0, 1, 2, 3).contains(ran.exit()), () -> "-Dseed=" + seed);
      judged += ran.exit() == 2 ? 0 : 1;
    }

    assertTrue(judged > ROUNDS / 20, "-Dseed=" + seed + ": only " + judged + " were judged");
  }

  private Ran judge(String record) throws IOException {
    Path file = Files.writeString(directory.resolve("forged.ndjson"), record);
    return Ran.sockdiff("judge", file.toString());
  }

  private static List<String> forged(List<String> lines, Random random) {
    List<String> forged = new ArrayList<>(lines.subList(0, lines.size() - 1));
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = 2 + random.nextInt(forged.size() - 3);
      switch (random.nextInt(6)) {
        case 0 -> forged.remove(at);
        case 1 -> forged.add(at, forged.get(2 + random.nextInt(forged.size() - 3)));
        case 2 -> Collections.swap(forged, at, 2 + random.nextInt(forged.size() - 3));
        case 3 -> forged.set(at, otherNumber(forged.get(at), random));
        case 4 -> forged.set(at, otherPiece(forged.get(at), random));
        default -> forged.set(0, otherNumber(forged.get(0), random));
      }
    }
    return forged;
  }

  private static String otherNumber(String line, Random random) {
    List<String> numbers = NUMBER.matcher(line).results().map(r -> r.group()).toList();
    return numbers.isEmpty()
        ? line
        : line.replace(
            numbers.get(random.nextInt(numbers.size())),
            NUMBERS.get(random.nextInt(NUMBERS.size())));
  }

  private static String otherPiece(String line, Random random) {
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    List<String> there = PIECES.stream().filter(line::contains).toList();
    return there.isEmpty() || random.nextInt(4) == 0
        ? line.replaceFirst("}$", Matcher.quoteReplacement("," + piece + "}"))
        : line.replace(there.get(random.nextInt(there.size())), piece);
  }

  /** The lines numbered anew, and with a footer that is right. */
  private static String signed(List<String> lines) throws NoSuchAlgorithmException {
    StringBuilder text = new StringBuilder();
    int events = 0;
    int cases = 0;
    for (String line : lines) {
      if (line.contains("\"sha256\":")) {
        events = 0;
        cases++;
      }
      String counted = line.replaceFirst("\"events\":[0-9]+", "\"events\":" + events);
      Matcher seq = SEQ.matcher(counted);
      text.append(seq.find() ? seq.replaceFirst("\"seq\":" + events++) : counted).append('\n');
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return text
        + "{\"footer\":{\"cases\":"
        + cases
        + ",\"lines\":"
        + lines.size()
        + ",\"sha256\":\""
        + HexFormat.of().formatHex(digest)
        + "\"}}\n";
  }
}
