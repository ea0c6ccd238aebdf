// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Machine;
import org.sockdiff.sys.CounterReader;
import org.sockdiff.sys.CounterValues;
import org.sockdiff.sys.Kernel;
import org.sockdiff.sys.Syscalls;

@Tag("kernel")
final class JnaKernelTest {
  private static final int SOCK_DGRAM = 2;
  private static final int DONTWAIT = MsgFlag.MSG_DONTWAIT.bit();
  private static final Set<Counter.Table> UDP = EnumSet.of(Counter.Table.UDP);
  private static final SockAddr.Inet RECEIVER = new SockAddr.Inet(0x7f000001, 9000);
  private static Kernel kernel;

  @BeforeAll
  static void open() {
    kernel = LiveKernel.orSkip();
  }

  private static <T> T inNamespace(Callable<T> task) {
    return LiveKernel.inNamespace(kernel, task);
  }

  /** A socket bound to {@link #RECEIVER} and one connected to it. */
  private static final class Pair {
    final Syscalls sys = kernel.syscalls();
    final int rx = (int) sys.socket(Family.AF_INET, SOCK_DGRAM, 0).value();
    final int tx = (int) sys.socket(Family.AF_INET, SOCK_DGRAM, 0).value();

    Pair() {
      sys.bind(rx, RECEIVER);
      sys.connect(tx, RECEIVER);
    }

    SockAddr sender() {
      return ((Out.Address) ((Outcome.Returned) sys.getsockname(tx)).out()).address();
    }
  }

  @Test
  void failureHasItsErrno() {
    Syscalls sys = kernel.syscalls();

    assertEquals(Outcome.failed(Errno.EBADF), sys.recv(-1, Room.of(64), 0));
    assertEquals(Outcome.failed(Errno.EBADF), sys.close(0x3fffff00));
    assertEquals(Outcome.failed(Errno.EAFNOSUPPORT), sys.socket(99, SOCK_DGRAM, 0));
  }

  @Test
  void errnoOfAnEarlierFailureIsForgotten() {
    Outcome outcome =
        inNamespace(
            () -> {
              Pair pair = new Pair();
              pair.sys.close(-1);
              return pair.sys.send(pair.tx, Payload.of(Bytes.ofText("hello")), 0);
            });

    assertEquals(Outcome.ofValue(5), outcome);
  }

  @Test
  void recvTakesWhatWasSent() {
    Outcome outcome =
        inNamespace(
            () -> {
              Pair pair = new Pair();
              pair.sys.send(pair.tx, Payload.of(Bytes.ofText("hello")), 0);
              return pair.sys.recv(pair.rx, Room.of(64), DONTWAIT);
            });

    assertEquals(Outcome.ofData(5, Bytes.ofText("hello")), outcome);
  }

  @Test
  void shortBufferGetsTheBeginningAndTruncTheLength() {
    Outcome outcome =
        inNamespace(
            () -> {
              Pair pair = new Pair();
              pair.sys.send(pair.tx, Payload.of(Bytes.ofText("hello")), 0);
              return pair.sys.recv(pair.rx, Room.of(2), MsgFlag.MSG_TRUNC.bit());
            });

    assertEquals(Outcome.ofData(5, Bytes.ofText("he")), outcome);
  }

  @Test
  void bytesLikeTheFillAreData() {
    Bytes fill = Bytes.copyOf(new byte[] {Syscalls.FILL, 1, Syscalls.FILL, Syscalls.FILL});
    Outcome outcome =
        inNamespace(
            () -> {
              Pair pair = new Pair();
              pair.sys.send(pair.tx, Payload.of(fill), 0);
              return pair.sys.recv(pair.rx, Room.of(64), 0);
            });

    assertEquals(Outcome.ofData(4, fill), outcome);
  }

  /** MSG_TRUNC|MSG_PEEK of a datagram, then a longer buffer: nothing of the first is left in it. */
  @Test
  void bufferIsFilledAgainAfterEachCall() {
    Outcome outcome =
        inNamespace(
            () -> {
              Pair pair = new Pair();
              pair.sys.send(pair.tx, Payload.of(Bytes.ofText("a long first datagram")), 0);
              pair.sys.send(pair.tx, Payload.of(Bytes.ofText("b")), 0);
              pair.sys.recv(pair.rx, Room.of(64), 0);
              return pair.sys.recv(pair.rx, Room.of(64), 0);
            });

    assertEquals(Outcome.ofData(1, Bytes.ofText("b")), outcome);
  }

  @Test
  void recvmsgScattersAndReturnsFlagsAndSender() {
    inNamespace(
        () -> {
          Pair pair = new Pair();
          pair.sys.sendmsg(
              pair.tx,
              List.of(Payload.of(Bytes.ofText("he")), Payload.of(Bytes.ofText("llo"))),
              Payload.of(Bytes.EMPTY),
              0,
              SockAddr.NONE);
          Outcome.Returned returned =
              (Outcome.Returned)
                  pair.sys.recvmsg(
                      pair.rx, List.of(Room.of(1), Room.of(3)), Room.of(0), 0, Syscalls.ANY_NAME);

          assertEquals(4, returned.value());
          assertEquals(Bytes.ofText("hell"), returned.data());
          assertEquals(MsgFlag.MSG_TRUNC.bit(), returned.flags());
          assertEquals(pair.sender(), returned.from());
          return true;
        });
  }

  @Test
  void recvfromReturnsTheSender() {
    inNamespace(
        () -> {
          Pair pair = new Pair();
          pair.sys.sendto(pair.tx, Payload.of(Bytes.EMPTY), 0, RECEIVER);
          Outcome.Returned returned =
              (Outcome.Returned) pair.sys.recvfrom(pair.rx, Room.of(64), 0, Syscalls.ANY_NAME);

          assertEquals(0, returned.value());
          assertEquals(Bytes.EMPTY, returned.data());
          assertEquals(pair.sender(), returned.from());
          return true;
        });
  }

  @Test
  void pollReturnsEveryEntry() {
    inNamespace(
        () -> {
          Pair pair = new Pair();
          pair.sys.send(pair.tx, Payload.of(Bytes.ofText("x")), 0);
          Outcome.Returned returned =
              (Outcome.Returned)
                  pair.sys.poll(
                      List.of(
                          new Syscalls.PollEntry(pair.rx, 0x41),
                          new Syscalls.PollEntry(pair.tx, 0x41),
                          new Syscalls.PollEntry(0x3fffff00, 1)),
                      0);

          assertEquals(2, returned.value());
          assertEquals(
              new Out.Items(List.of(new Out.Int(0x41), new Out.Int(0), new Out.Int(0x20))),
              returned.out());
          return true;
        });
  }

  @Test
  void countersAreThoseOfTheThreadsNamespace() {
    Counters here =
        inNamespace(
            () -> {
              CounterReader mine = kernel.counters();
              CounterValues before = new CounterValues();
              CounterValues after = new CounterValues();
              mine.read(UDP, before);
              inNamespace(
                  () -> {
                    Pair other = new Pair();
                    return other.sys.send(other.tx, Payload.of(Bytes.ofText("elsewhere")), 0);
                  });
              Pair pair = new Pair();
              pair.sys.send(pair.tx, Payload.of(Bytes.ofText("here")), 0);
              mine.read(UDP, after);
              return after.since(before);
            });

    assertEquals(Counters.NONE.plus(Counter.UDP_OUT_DATAGRAMS, 1), here);
  }

  @Test
  void machineIsMeasured() {
    Machine machine = inNamespace(() -> kernel.machine().read(kernel.counters().present()));

    assertFalse(machine.release().isEmpty());
    assertTrue(machine.version().startsWith("Linux version"), machine::version);
    assertTrue(machine.pageSize() >= 4096);
    assertTrue(machine.hz() >= 24 && machine.hz() <= 10_000, () -> "HZ " + machine.hz());
    assertTrue(machine.rmemDefault() > 0 && machine.rmemMax() > 0);
    assertTrue(machine.wmemDefault() > 0 && machine.wmemMax() > 0);
    assertTrue(machine.portLow() < machine.portHigh());
    assertTrue(machine.counters().contains(Counter.UDP_IN_DATAGRAMS));
  }

  /** On both sides of each limit that was found, and where the charge is linear. */
  @Test
  void measuredTruesizeIsWhatDatagramsCharge() {
    inNamespace(
        () -> {
          Machine machine = kernel.machine().read(kernel.counters().present());
          Pair pair = new Pair();
          for (int limit : machine.truesize().limits()) {
            assertEquals(machine.truesize().charge(limit), charge(pair, limit));
            assertEquals(machine.truesize().charge(limit + 1), charge(pair, limit + 1));
          }
          assertEquals(machine.truesize().charge(40_000), charge(pair, 40_000));
          return true;
        });
  }

  private static long charge(Pair pair, int payload) {
    pair.sys.send(pair.tx, Payload.of(Bytes.copyOf(new byte[payload])), 0);
    Out charge = ((Outcome.Returned) pair.sys.getsockoptInt(pair.rx, 1, 55)).out();
    pair.sys.recv(pair.rx, Room.of(1), DONTWAIT);
    return ((Out.Int) charge).value();
  }

  @Test
  void threadSeesItselfAwake() {
    assertEquals(-1, kernel.threads().probe(kernel.threads().current()).sleepingIn(45));
  }
}
