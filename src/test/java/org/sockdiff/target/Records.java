// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profiles;
import org.sockdiff.syntax.TraceReader;

/** Records in memory, and what to put into them. */
final class Records {
  static final RunHeader HEADER = RunHeader.of("0.1.0", Machine.TYPICAL);

  /** Has a call for every kind of result, two threads, and two cases. */
  static final String SCRIPT =
      """
      # A script for the tests of records.
      with ip = 127.0.0.1, [::ffff:127.0.0.1]

      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:0)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)
      send(tx, "hello", 0)
      recvmsg(rx, {iov: [2, 64]}, MSG_PEEK)
      recvfrom(rx, 64, 0)
      getsockname(tx)
      getpeername(tx)
      send(tx, x"00 ff", 0)
      poll([rx: POLLIN, tx: POLLIN|POLLOUT], 0)
      ioctl(rx, FIONREAD)
      getsockopt(rx, SOL_SOCKET, SO_RCVTIMEO)
      getsockopt(rx, SOL_SOCKET, SO_ERROR)
      recv(rx, 64, 0)
      recv(rx, 64, MSG_DONTWAIT)
      recvmmsg(rx, [{iov: [2]}, {iov: [64]}], MSG_DONTWAIT)
      A> recv(rx, 64, 0)                blocks
      send(tx, "one", 0)
      A> returns "one"
      recv(rx, 64, 0)                   blocks
      """;

  private Records() {}

  static List<Program> programs(String script) {
    return Binder.bind(TraceReader.parse("traces/udp/example.trace", script));
  }

  static Program program(String script) {
    return programs(script).get(0);
  }

  /** What the model is seen to do when the kernel's first choice of port is another. */
  static Recording run(Program program, int portLow) {
    return new ModelTarget(Profiles.of(Machine.TYPICAL), choosingFrom(portLow)).record(program);
  }

  static Recording run(Program program) {
    return run(program, Machine.TYPICAL.portLow());
  }

  private static Machine choosingFrom(int portLow) {
    return Machine.TYPICAL.withPorts(portLow, Machine.TYPICAL.portHigh());
  }

  static String written(Recording... recordings) {
    return written(HEADER, List.of(recordings));
  }

  static String written(RunHeader header, List<Recording> recordings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordWriter writer = RecordWriter.to(out, header)) {
      for (Recording recording : recordings) {
        writer.write(recording);
      }
      writer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static RunRecord read(String record) {
    return read(record.getBytes(StandardCharsets.UTF_8));
  }

  static RunRecord read(byte[] record) {
    return RecordReader.of(new ByteArrayInputStream(record), "run.ndjson").rest();
  }

  /** The lines without what may differ from run to run, and without the footer. */
  static String comparable(String record) {
    return record
        .lines()
        .filter(line -> !line.startsWith("{\"footer\""))
        .map(
            line ->
                line.contains(",\"raw\":{") ? line.substring(0, line.indexOf(",\"raw\":{")) : line)
        .collect(Collectors.joining("\n"));
  }

  static SockAddr address(String text) {
    return SockAddr.parse(text).orElseThrow();
  }
}
