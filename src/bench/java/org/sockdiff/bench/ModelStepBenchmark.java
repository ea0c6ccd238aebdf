// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sockdiff.model.Host;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.TruesizeTable;
import org.sockdiff.syntax.TraceReader;

/**
 * What a step of the model costs, in time and with {@code -prof gc} in bytes: send, peek, read and
 * a failing read, on a queue that already holds some datagrams.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ModelStepBenchmark {
  private static final String SCRIPT =
      """
      # A benchmark.
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)
      send(tx, "hello", 0)
      recv(rx, 64, MSG_PEEK)
      recvmsg(rx, {iov: [2, 64]}, 0)
      recv(tx, 64, MSG_DONTWAIT)
      """;

  private static final int FIRST_STEP = 4;
  private static final int STEPS = 4;

  /** How many datagrams are queued all the while. */
  @Param({"0", "10000"})
  private int queued;

  private Host host = Host.fresh(Profile.linux(KernelVersion.of("6.18")), Machine.TYPICAL);
  private Call[] calls = new Call[0];

  /** Makes the sockets and fills the queue. */
  @Setup
  public void prepare() {
    Program program = Binder.bind(TraceReader.parse("bench.trace", SCRIPT)).get(0);
    List<Program.Action> actions = program.actions();
    host = Host.fresh(Profile.linux(KernelVersion.of("6.18")), roomy());
    for (int i = 0; i < FIRST_STEP; i++) {
      host = step(host, ((Program.Do) actions.get(i)).call());
    }
    host = host.bindLeast();
    calls = new Call[STEPS];
    for (int i = 0; i < STEPS; i++) {
      calls[i] = ((Program.Do) actions.get(FIRST_STEP + i)).call();
    }
    for (int i = 0; i < queued; i++) {
      host = step(host, calls[0]).quiet();
    }
  }

  private static Machine roomy() {
    Machine m = Machine.TYPICAL;
    return new Machine(
        m.release(),
        m.version(),
        m.architecture(),
        m.pageSize(),
        m.hz(),
        m.ipv6(),
        1 << 30,
        m.rmemMax(),
        m.wmemDefault(),
        m.wmemMax(),
        m.portLow(),
        m.portHigh(),
        m.unprivilegedPortStart(),
        m.capabilities(),
        m.initialCapabilities(),
        m.counters(),
        TruesizeTable.TYPICAL,
        TruesizeTable.TYPICAL);
  }

  private static Host step(Host before, Call call) {
    return call.op().model(before, call).get(0).host();
  }

  /** Four calls; the time is of one. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public Host steps() {
    Host now = host;
    for (Call call : calls) {
      now = step(now, call).quiet();
    }
    host = now;
    return now;
  }
}
