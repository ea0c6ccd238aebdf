// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.Program;
import org.sockdiff.sys.Kernel;
import org.sockdiff.sys.jna.LiveKernel;

@Tag("kernel")
final class KernelTargetTest {
  private static final Deadlines SHORT =
      new Deadlines(Duration.ofMillis(500), Duration.ofSeconds(10));

  /** Actions 0 to 3. */
  private static final String PAIR =
      """
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:0)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)
      """;

  private static Kernel kernel;

  private final List<KernelTarget> targets = new ArrayList<>();

  @BeforeAll
  static void open() {
    kernel = LiveKernel.orSkip();
  }

  @AfterEach
  void close() {
    targets.forEach(KernelTarget::close);
  }

  private KernelTarget target(int workers, Deadlines deadlines) {
    KernelTarget target = new KernelTarget(kernel, workers, deadlines);
    targets.add(target);
    return target;
  }

  /** What is seen after the pair of sockets was made. */
  private List<String> seen(Deadlines deadlines, String script) {
    Recording recording = target(1, deadlines).record(Seen.program(PAIR + script));
    assertEquals(Optional.empty(), recording.trouble());
    return Seen.from(4, recording);
  }

  @Test
  void peekDoesNotCountAndReadDoes() {
    List<String> seen =
        seen(
            Deadlines.USUAL,
            """
            send(tx, "hello", 0)
            recv(rx, 64, MSG_PEEK)
            recv(rx, 64, 0)
            recv(rx, 64, MSG_DONTWAIT)
            """);

    assertEquals(
        List.of(
            "4 main = 5",
            "4 { Udp.OutDatagrams +1 }",
            "5 main = 5 \"hello\"",
            "6 main = 5 \"hello\"",
            "6 { Udp.InDatagrams +1 }",
            "7 main = EAGAIN"),
        seen);
  }

  @Test
  void addressIsAskedForWhenThePortIsChosen() {
    Recording recording =
        target(1, Deadlines.USUAL)
            .record(
                Seen.program(
                    PAIR
                        + """
                        send(tx, "x", 0)
                        connect(tx, AF_UNSPEC)
                        sendto(tx, "y", 0, rx)
                        """));

    assertEquals(List.of(1, 3, 6), withSockname(recording));
  }

  private static List<Integer> withSockname(Recording recording) {
    List<Integer> actions = new ArrayList<>();
    for (Event event : recording.events()) {
      if (event instanceof Event.Returned returned && returned.sockname().isPresent()) {
        SockAddr own = returned.sockname().get();
        assertTrue(own.port() > 0, own::toString);
        actions.add(event.action());
      }
    }
    return actions;
  }

  @Test
  void sleepingThreadIsBlockedUntilItIsWoken() {
    List<String> seen =
        seen(
            Deadlines.USUAL,
            """
            A> recv(rx, 64, 0)     blocks
            A> still blocked
            send(tx, "one", 0)
            A> returns "one"
            """);

    assertEquals(
        List.of(
            "4 A blocked",
            "5 A blocked",
            "6 main = 3",
            "6 A = 3 \"one\"",
            "6 { Udp.InDatagrams +1, Udp.OutDatagrams +1 }"),
        seen);
  }

  @Test
  void mainThreadMaySleepIfTheScriptSaysSo() {
    List<String> seen =
        seen(
            Deadlines.USUAL,
            """
            recv(rx, 64, 0)        blocks
            A> send(tx, "one", 0)
            """);

    assertEquals(
        List.of(
            "4 main blocked",
            "5 A = 3",
            "5 main = 3 \"one\"",
            "5 { Udp.InDatagrams +1, Udp.OutDatagrams +1 }"),
        seen);
  }

  /** The peeker uses up the only wake-up. Each time: nothing here depends on luck. */
  @Test
  void peekerUsesUpTheWakeUp() {
    Program program =
        Seen.program(
            PAIR
                + """
                A> recv(rx, 64, MSG_PEEK)   blocks
                B> recv(rx, 64, 0)          blocks
                send(tx, "one", 0)
                A> returns "one"
                B> still blocked
                """);
    KernelTarget target = target(1, Deadlines.USUAL);
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      seen.add(String.join("; ", Seen.from(4, target.record(program))));
    }

    assertEquals(
        Collections.singleton(
            "4 A blocked; 5 B blocked; 6 main = 3; 6 A = 3 \"one\"; 6 { Udp.OutDatagrams +1 };"
                + " 8 B blocked"),
        seen);
  }

  @Test
  void callThatNeverReturnsIsGivenUpAndTheNextIsNotDisturbed() {
    List<String> seen =
        seen(
            SHORT,
            """
            recv(rx, 64, 0)
            setsockopt(rx, SOL_SOCKET, SO_RCVTIMEO, 10ms)
            repeat 5 {
              recv(rx, 64, 0)
            }
            send(tx, "x", 0)
            recv(rx, 64, 0)
            """);

    assertEquals(
        List.of(
            "4 main gave up",
            "5 main = 0",
            "6 main = EAGAIN",
            "7 main = EAGAIN",
            "8 main = EAGAIN",
            "9 main = EAGAIN",
            "10 main = EAGAIN",
            "11 main = 1",
            "11 { Udp.OutDatagrams +1 }",
            "12 main = 1 \"x\"",
            "12 { Udp.InDatagrams +1 }"),
        seen);
  }

  @Test
  void awaitedThreadHasUntilTheDeadline() {
    List<String> seen =
        seen(
            new Deadlines(Duration.ofMillis(400), Duration.ofSeconds(10)),
            """
            setsockopt(rx, SOL_SOCKET, SO_RCVTIMEO, 50ms)
            A> recv(rx, 64, 0)     blocks
            A> returns EAGAIN
            """);

    assertEquals(List.of("4 main = 0", "5 A blocked", "6 A = EAGAIN"), seen);
  }

  @Test
  void threadThatShouldReturnIsGivenUp() {
    List<String> seen =
        seen(
            SHORT,
            """
            A> recv(rx, 64, 0)     blocks
            A> returns "x"
            A> recv(rx, 64, 0)     = "x"
            A> send(tx, "y", 0)
            """);

    assertEquals(
        List.of(
            "4 A blocked", "5 A gave up", "6 A gave up", "7 A = 1", "7 { Udp.OutDatagrams +1 }"),
        seen);
  }

  @Test
  void closeDoesNotWakeASleeper() {
    List<String> seen =
        seen(
            Deadlines.USUAL,
            """
            A> recv(rx, 64, 0)     blocks
            close(rx)
            A> still blocked
            send(tx, "one", 0)
            A> returns "one"
            """);

    assertEquals(
        List.of(
            "4 A blocked",
            "5 main = 0",
            "6 A blocked",
            "7 main = 3",
            "7 A = 3 \"one\"",
            "7 { Udp.InDatagrams +1, Udp.OutDatagrams +1 }"),
        seen);
  }

  @Test
  void nameThatIsNotOpenIsABadDescriptor() {
    List<String> seen =
        seen(
            Deadlines.USUAL,
            """
            close(rx)
            recv(rx, 64, MSG_DONTWAIT)
            close(rx)
            no = socket(AF_INET, SOCK_DGRAM, IPPROTO_TCP)
            recv(no, 64, MSG_DONTWAIT)
            recv(-1, 64, MSG_DONTWAIT)
            """);

    assertEquals(
        List.of(
            "4 main = 0",
            "5 main = EBADF",
            "6 main = EBADF",
            "7 main = EPROTONOSUPPORT",
            "8 main = EBADF",
            "9 main = EBADF"),
        seen);
  }

  @Test
  void tooManyDescriptorsAreTrouble() {
    Recording recording =
        target(1, Deadlines.USUAL)
            .record(
                Seen.program(
                    """
                    repeat 300 {
                      s = socket(AF_INET, SOCK_DGRAM, 0)
                    }
                    """));

    assertEquals(Optional.of("too many open descriptors: more than 256"), recording.trouble());
  }

  @Test
  void programThatTakesTooLongIsTrouble() {
    Recording recording =
        target(1, new Deadlines(Duration.ofMillis(20), Duration.ofMillis(50)))
            .record(Seen.program(PAIR + "repeat 10 {\n  recv(rx, 64, 0)\n}\n"));

    assertEquals(Optional.of("it took longer than 50 ms"), recording.trouble());
    assertTrue(recording.events().size() < 30, () -> recording.events().toString());
  }

  /** Half of the programs close nothing, and all leave a thread asleep. */
  @Test
  void thousandProgramsLeaveNothingOpen() {
    KernelTarget target = target(1, Deadlines.USUAL);
    Program closing = Seen.program(PAIR + "A> recv(rx, 64, 0) blocks\nclose(rx)\nclose(tx)\n");
    Program leaving = Seen.program(PAIR + "A> recv(rx, 64, 0) blocks\n");
    target.record(closing);
    int before = openDescriptors();
    for (int i = 0; i < 500; i++) {
      assertEquals(Optional.empty(), target.record(closing).trouble());
      assertEquals(Optional.empty(), target.record(leaving).trouble());
    }

    assertEquals(before, openDescriptors());
  }

  private static int openDescriptors() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? -1 : names.length;
  }

  /**
   * Each worker closes descriptors and uses the closed names while the other gets the same numbers
   * for sockets with datagrams in them.
   */
  @Test
  void workersSeeNothingOfEachOther() {
    Program program =
        Seen.program(
            PAIR
                + """
                send(tx, "mine", 0)
                old = socket(AF_INET, SOCK_DGRAM, 0)
                close(old)
                recv(old, 64, MSG_DONTWAIT)
                recv(rx, 64, 0)
                recv(rx, 64, MSG_DONTWAIT)
                close(rx)
                recv(rx, 64, MSG_DONTWAIT)
                close(tx)
                send(tx, "x", 0)
                """);
    KernelTarget target = target(2, Deadlines.USUAL);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    target.onWorkers(
        () -> {
          TreeSet<String> mine = new TreeSet<>();
          for (int i = 0; i < 2000; i++) {
            mine.add(String.join("; ", Seen.from(4, target.record(program))));
          }
          seen.addAll(mine);
        });

    String expected =
        "4 main = 4; 4 { Udp.OutDatagrams +1 }; 5 main = 0; 6 main = 0; 7 main = EBADF;"
            + " 8 main = 4 \"mine\"; 8 { Udp.InDatagrams +1 }; 9 main = EAGAIN; 10 main = 0;"
            + " 11 main = EBADF; 12 main = 0; 13 main = EBADF";
    assertEquals(List.of(expected, expected), seen);
  }

  /**
   * A poll that wakes looks its descriptors up again: by then they must not be another program's.
   */
  @Test
  void closedDescriptorOfASleepingPollIsNobodyElses() {
    Program polling =
        Seen.program(
            PAIR
                + """
                A> poll([rx: POLLIN], 1000)   blocks
                close(rx)
                send(tx, "x", 0)
                """);
    Program other = Seen.program(PAIR + "send(tx, \"mine\", 0)\n");
    KernelTarget target = target(2, Deadlines.USUAL);
    AtomicInteger turn = new AtomicInteger();
    TreeSet<String> seen = new TreeSet<>();
    target.onWorkers(
        () -> {
          boolean polls = turn.getAndIncrement() == 0;
          for (int i = 0; i < 100; i++) {
            Recording recording = target.record(polls ? polling : other);
            if (polls) {
              seen.add(String.join("; ", Seen.from(4, recording)));
            }
          }
        });

    assertEquals(
        Collections.singleton(
            "4 A blocked; 5 main = 0; 6 main = 1; 6 A = 1; 6 { Udp.OutDatagrams +1 }"),
        seen);
  }

  @Test
  void bothFamiliesAreCounted() {
    Recording recording =
        target(1, Deadlines.USUAL)
            .record(
                Seen.program(
                    """
                    rx = socket(AF_INET6, SOCK_DGRAM, 0)
                    bind(rx, [::1]:0)
                    sendto(rx, "six", 0, rx)
                    recv(rx, 64, 0)
                    """));

    assertEquals(
        List.of(
            "2 main = 3",
            "2 { Udp6.OutDatagrams +1 }",
            "3 main = 3 \"six\"",
            "3 { Udp6.InDatagrams +1 }"),
        Seen.from(2, recording));
  }

  @Test
  void machineIsMeasuredOnce() {
    KernelTarget target = target(1, Deadlines.USUAL);

    assertEquals(target.machine(), target.machine());
  }

  @Test
  void closingInterruptsARunningProgram() throws Exception {
    KernelTarget target = target(1, new Deadlines(Duration.ofSeconds(60), Duration.ofSeconds(60)));
    Program sleeping = Seen.program(PAIR + "recv(rx, 64, 0)\n");
    CountDownLatch running = new CountDownLatch(1);
    FutureTask<Recording> recording = new FutureTask<>(() -> target.record(sleeping));
    Thread caller =
        new Thread(
            () ->
                target.onWorkers(
                    () -> {
                      running.countDown();
                      recording.run();
                    }));
    caller.start();
    running.await();
    target.close();

    assertEquals(Optional.of("interrupted"), recording.get(10, TimeUnit.SECONDS).trouble());
  }

  @Test
  void workersAreAtLeastOne() {
    assertThrows(
        IllegalArgumentException.class, () -> new KernelTarget(kernel, 0, Deadlines.USUAL));
  }
}
