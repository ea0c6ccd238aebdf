// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockdiff.op.Program;

/** Records that are cut off are read as far as they go; those that are wrong are refused. */
class RecordReaderTest {
  private static final String SCRIPT =
      """
      # A datagram goes from one socket to the other.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)
      send(tx, "hello", 0)
      recv(rx, 64, 0)
      """;

  private static final Program PROGRAM = Records.program(SCRIPT);
  private static final String RECORD = Records.written(Records.run(PROGRAM));

  @Test
  void withoutItsFooterItIsPartial() {
    String partial = RECORD.substring(0, RECORD.indexOf("{\"footer\""));

    RunRecord read = Records.read(partial);

    assertTrue(read.partial());
    assertEquals(Optional.empty(), read.recordings().get(0).trouble());
  }

  @Test
  void aCaseThatIsCutOffHasThatAsItsTrouble() {
    String partial = RECORD.substring(0, RECORD.indexOf("\"seq\":4") + 5);

    RunRecord read = Records.read(partial);

    assertTrue(read.partial());
    Recording recording = read.recordings().get(0);
    assertEquals(Records.run(PROGRAM).events().subList(0, 4), recording.events());
    assertEquals(Optional.of("the record ends within this case"), recording.trouble());
  }

  @Test
  void everyStartOfARecordIsPartialOrRefused() {
    byte[] bytes = RECORD.getBytes(StandardCharsets.UTF_8);
    int headerEnd = RECORD.indexOf('\n');

    for (int length = headerEnd; length < bytes.length - 2; length++) {
      assertTrue(Records.read(Arrays.copyOf(bytes, length)).partial(), "length " + length);
    }
    assertFalse(Records.read(Arrays.copyOf(bytes, bytes.length - 1)).partial());
    assertEquals(
        "run.ndjson:1: not a record: the file is empty, or ends within its first line",
        refusal(RECORD.substring(0, headerEnd - 1)));
    assertEquals(
        "run.ndjson:1: not a record: the file is empty, or ends within its first line",
        refusal(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sockdiff-record-1 | sockdiff-record-2 | 1: unknown schema 'sockdiff-record-2': only sockdiff-record-1 can be read",
        "{\"schema\":\"sockdiff-record-1\" | {\"x\":1 | 1: not a record: the first line has no 'schema'",
        "\"base\":\"linux-6.18\" | \"base\":\"linux\" | 1: the kernel's profile: unknown profile 'linux'; profiles are linux-VERSION, gvisor-YYYYMMDD or a file",
        "\"hz\":250 | \"hz\":-1 | 1: 'machine.hz' must be 0 to 2147483647, not -1",
        "\"hz\":250 | \"hz\":1e9 | 1: 'machine.hz' must be an integer of 64 bits",
        "\"hz\":250, | ~~ | 1: 'machine.hz' is missing: it must be an integer of 64 bits",
        "\"ipv6\":true | \"ipv6\":1 | 1: 'machine.ipv6' must be true or false",
        "ffffffffffffffff | fff | 1: 'machine.capabilities' must be 16 hexadecimal digits, not 'fff'",
        "\"limits\":[133, | \"limits\":[ | 1: a truesize table has 5 limits, but 6 charges",
        "\"base\":\"linux-6.18\" | \"base\":\"l\\n\\u001b\\u00e9\" | 1: the kernel's profile: unknown profile 'l???'; profiles are linux-VERSION, gvisor-YYYYMMDD or a file",
        "\"charges\":[768, | \"charges\":[0, | 1: a truesize table holds 0",
        "Udp.NoPorts | Udp.NoPort | 1: unknown counter 'Udp.NoPort'",
        "64, 0)\\n | 65, 0)\\n | 2: the script's text is not the one that its sha256 was made of",
        "\"case\":\"udp/example\",\"name\" | \"case\":\"udp/other\",\"name\" | 2: the script makes no case 'udp/other'",
        "\"seq\":0 | \"seq\":1 | 3: event 1 stands where 0 should",
        "\"seq\":0,\"thread\":\"\" | \"seq\":0,\"thread\":\"A\" | 3: the script has no thread 'A'",
        "\"event\":\"call\" | \"event\":\"jump\" | 3: unknown event 'jump'",
        "\"action\":0 | \"action\":6 | 3: 'action' must be 0 to 5, not 6",
        "\"line\":2 | \"line\":3 | 3: action 0 stands on line 2 of the script, not 3",
        "\"call\":\"socket(AF_INET | \"call\":\"socket(AF_INET6 | 3: the script's call is 'socket(AF_INET, SOCK_DGRAM, 0)', not 'socket(AF_INET6, SOCK_DGRAM, 0)'",
        "\"event\":\"call\" | \"event\":\"return\" | 3: a call returns that was not made",
        "\"ret\":0 | \"ret\":0,\"errno\":\"EAGAIN\" | 4: a call that failed returns -1, not 0",
        "\"ret\":0 | \"ret\":-1,\"errno\":\"EGAIN\" | 4: 'errno' must be an errno, not 'EGAIN'",
        "\"ret\":0 | \"ret\":99999999999999999999 | 4: 'ret' must be an integer of 64 bits",
        "\"ret\":0 | \"ret\":0,\"out\":[1] | 4: 'out' must have a number for each entry of a call of poll",
        "\"ret\":0 | \"ret\":0,\"out\":null | 4: 'out' must be an object",
        "\"ret\":0 | \"ret\":0,\"from\":\"tx\" | 4: 'from' must be an address, not 'tx'",
        "\"ret\":0 | \"ret\":0,\"flags\":\"MSG\" | 4: 'flags' must be flags like MSG_TRUNC, not 'MSG'",
        "\"ret\":0 | \"ret\":0,\"hex\":\"0\" | 4: 'hex' must be pairs of hexadecimal digits, not '0'",
        "\"ret\":0 | \"ret\":0,\"data\":\"\\u00e9\" | 4: 'data' must be printable ASCII; other data stand in 'hex'",
        "\"ret\":0 | \"ret\":0,\"ret\":0 | 4: not JSON: Duplicate field 'ret'",
        "\"ret\":0 | \"ret\":0,\"later\":[1.5,null] | 22: the record was changed: its lines do not have the footer's sha256",
        "{\"case\":\"udp/example\",\"end\" | {\"case\":\"udp/other\",\"end\" | 21: expected a line of case 'udp/example', whose end is missing",
        "\"events\":18 | \"events\":19 | 21: the case has 18 events here, but had 19",
        "\"cases\":1 | \"cases\":2 | 22: the footer counts 2 cases, but there are 1",
        "\"lines\":21 | \"lines\":22 | 22: the footer counts 22 lines, but there are 21",
        "{\"footer\" | {\"end\" | 22: expected the header of a case, or the footer",
        "{\"footer\" | ]{\"footer\" | 22: not JSON: Unexpected close marker ']': no open Array to close",
        "{\"footer\" | 7 {\"footer\" | 22: expected a JSON object",
        "{\"footer\" | {}{\"footer\" | 22: something stands behind the JSON object"
      })
  void aWrongLineIsRefused(String wrong, String replacement, String message) {
    assertTrue(RECORD.contains(wrong), () -> wrong + " is not in\n" + RECORD);
    int at = RECORD.indexOf(wrong);
    String changed = RECORD.substring(0, at) + replacement + RECORD.substring(at + wrong.length());

    assertEquals("run.ndjson:" + message, refusal(changed));
  }

  @Test
  void aScriptThatIsRefusedIsNamedByItsOwnPlace() {
    String script = SCRIPT.replace("recv(", "recvfrm(");
    String changed =
        RECORD
            .replace("recv(rx, 64, 0)\\n", "recvfrm(rx, 64, 0)\\n")
            .replace(Sha256.of(SCRIPT), Sha256.of(script));

    assertEquals(
        "run.ndjson:2: the script in the record is refused: traces/udp/example.trace:7:1:"
            + " unknown call 'recvfrm'; did you mean 'recvfrom'?",
        refusal(changed));
  }

  @Test
  void keysThatAreNotKnownAreSkipped() {
    String changed = RECORD.replace("\"ret\":0", "\"ret\":0,\"later\":{\"a\":[1.5,null,true]}");
    String partial = changed.substring(0, changed.indexOf("{\"footer\""));

    assertEquals(Records.run(PROGRAM).events(), Records.read(partial).recordings().get(0).events());
  }

  @Test
  void nothingMayStandBehindTheFooter() {
    assertEquals("run.ndjson:23: something stands behind the footer", refusal(RECORD + "{}\n"));
  }

  @Test
  void deepNestingIsRefused() {
    assertEquals(
        "run.ndjson:1: not a line of a record: it is nested too deeply, or holds too much",
        refusal("{\"a\":" + "[".repeat(1_000_000) + "\n"));
  }

  @Test
  void aLineOfTooManyValuesIsRefused() {
    assertEquals(
        "run.ndjson:1: not a line of a record: it is nested too deeply, or holds too much",
        refusal("{\"a\":[" + "0,".repeat(1_000_000) + "0]}\n"));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] bytes = RECORD.getBytes(StandardCharsets.UTF_8);
    bytes[RECORD.indexOf("x86_64")] = (byte) 0xff;

    RecordException refusal = assertThrows(RecordException.class, () -> Records.read(bytes));

    assertEquals("run.ndjson:1: not JSON: Invalid UTF-8 start byte 0xff", refusal.getMessage());
  }

  @Test
  void aLineThatIsTooLongIsRefusedWithoutReadingIt() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int start, int length) {
            Arrays.fill(bytes, start, start + length, (byte) ' ');
            return length;
          }
        };
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(RECORD.getBytes(StandardCharsets.UTF_8)), endless);
    RecordException refusal =
        assertThrows(RecordException.class, () -> RecordReader.of(in, "run.ndjson").rest());

    assertEquals("run.ndjson:23: the line is longer than 16 MiB", refusal.getMessage());
    assertEquals(23, refusal.line());
    assertEquals("run.ndjson", refusal.file());
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    RecordException refusal =
        assertThrows(RecordException.class, () -> RecordReader.readAll(Path.of("no/such")));

    assertEquals("no/such:1: cannot read the file: no such file", refusal.getMessage());
  }

  @Test
  void casesOfOneScriptAreReadOneAtATime() {
    List<Recording> seen = Records.programs(Records.SCRIPT).stream().map(Records::run).toList();
    byte[] record = Records.written(Records.HEADER, seen).getBytes(StandardCharsets.UTF_8);
    RecordReader reader = RecordReader.of(new ByteArrayInputStream(record), "run.ndjson");

    assertEquals(seen.get(0).events(), reader.next().orElseThrow().events());
    assertEquals(seen.get(1).events(), reader.next().orElseThrow().events());
    assertEquals(Optional.empty(), reader.next());
    assertEquals(Optional.empty(), reader.next());
    assertFalse(reader.isPartial());
  }

  @Test
  void damagedRecordsAreReadOrRefused() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] whole = RECORD.getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = damaged(whole, random);
      try {
        Records.read(damaged);
      } catch (RecordException e) {
        refused++;
        assertTrue(String.valueOf(e.getMessage()).matches("[ -~]+"), e.getMessage());
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "-Dseed=" + seed + "\n" + new String(damaged, StandardCharsets.UTF_8), e);
      }
    }

    assertTrue(refused > 0, "-Dseed=" + seed);
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    String bytes = "{}[]\",:0-9e\\\n\u0000tn";
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          random.nextInt(8) == 0
              ? (byte) random.nextInt()
              : (byte) bytes.charAt(random.nextInt(bytes.length()));
    }
    return damaged;
  }

  private static String refusal(String record) {
    return String.valueOf(
        assertThrows(RecordException.class, () -> Records.read(record)).getMessage());
  }
}
