// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.script.Statement;
import org.sockdiff.syntax.TraceReader;

/**
 * How scripts begin: with sockets that can send to each other, most of them; some with what chance
 * alone would hardly ever come upon.
 */
final class Openings {
  private static final List<List<Statement>> ALL = all();

  private Openings() {}

  private static List<List<Statement>> all() {
    List<List<Statement>> all = new ArrayList<>();
    add(all, 6, "");
    add(
        all,
        40,
        """
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)
        tx = socket(AF_INET, SOCK_DGRAM, 0)
        connect(tx, rx)
        """);
    add(
        all,
        12,
        """
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)
        tx = socket(AF_INET, SOCK_DGRAM, 0)
        """);
    add(
        all,
        14,
        """
        rx = socket(AF_INET6, SOCK_DGRAM, 0)
        bind(rx, [::1]:9000)
        tx = socket(AF_INET6, SOCK_DGRAM, 0)
        connect(tx, rx)
        """);
    add(
        all,
        8,
        """
        rx = socket(AF_INET6, SOCK_DGRAM, 0)
        bind(rx, [::]:9000)
        tx = socket(AF_INET, SOCK_DGRAM, 0)
        connect(tx, 127.0.0.1:9000)
        """);
    // An IPv6 socket that is connected over IPv6 and counts as 127.0.0.6.
    add(
        all,
        24,
        """
        rx = socket(AF_INET6, SOCK_DGRAM, 0)
        bind(rx, [::]:9000)
        tx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(tx, 127.0.0.1:9001)
        connect(rx, [::1]:9001)
        sendto(tx, "one", 0, 127.0.0.6:9000)
        sendto(tx, "two", 0, 127.0.0.6:9000)
        """);
    // A v4-mapped address, from which nothing can be sent over IPv6.
    add(
        all,
        20,
        """
        rx = socket(AF_INET6, SOCK_DGRAM, 0)
        bind(rx, [::1]:9000)
        tx = socket(AF_INET6, SOCK_DGRAM, 0)
        bind(tx, [::ffff:127.0.0.1]:9001)
        sendto(tx, "one", 0, rx)
        connect(tx, [::1]:9000)
        """);
    // Peeks that go on where the last one ended.
    add(
        all,
        24,
        """
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)
        setsockopt(rx, SOL_SOCKET, SO_PEEK_OFF, 0)
        tx = socket(AF_INET, SOCK_DGRAM, 0)
        connect(tx, rx)
        send(tx, "abcdef", 0)
        recv(rx, 2, MSG_PEEK)
        setsockopt(rx, SOL_SOCKET, SO_PEEK_OFF, -1)
        setsockopt(rx, SOL_SOCKET, SO_PEEK_OFF, 2)
        """);
    // A datagram without bytes, peeked at twice.
    add(
        all,
        32,
        """
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)
        tx = socket(AF_INET, SOCK_DGRAM, 0)
        connect(tx, rx)
        send(tx, "", 0)
        recv(rx, 64, MSG_PEEK)
        recvfrom(rx, 64, MSG_PEEK)
        send(tx, "behind", 0)
        """);
    // Control messages that are received and sent.
    add(
        all,
        30,
        """
        rx = socket(AF_INET6, SOCK_DGRAM, 0)
        bind(rx, [::1]:9000)
        setsockopt(rx, IPPROTO_IPV6, IPV6_RECVTCLASS, 1)
        tx = socket(AF_INET6, SOCK_DGRAM, 0)
        connect(tx, rx)
        sendmsg(tx, {iov: ["one"], control: [IPV6_TCLASS: -1]}, 0)
        """);
    add(
        all,
        30,
        """
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)
        setsockopt(rx, IPPROTO_IP, IP_RECVTTL, 1)
        tx = socket(AF_INET, SOCK_DGRAM, 0)
        connect(tx, rx)
        sendmsg(tx, {iov: ["x"], control: [IP_PKTINFO: {ifindex: 0, spec_dst: 192.0.2.1, addr: 0.0.0.0}]}, 0)
        sendmsg(tx, {iov: ["two"], control: [IP_TTL: 3]}, 0)
        """);
    // A full buffer.
    add(
        all,
        8,
        """
        rx = socket(AF_INET, SOCK_DGRAM, 0)
        bind(rx, 127.0.0.1:9000)
        setsockopt(rx, SOL_SOCKET, SO_RCVBUF, 2304)
        tx = socket(AF_INET, SOCK_DGRAM, 0)
        connect(tx, rx)
        send(tx, "a" * 1000, 0)
        send(tx, "b" * 1000, 0)
        send(tx, "c" * 1000, 0)
        """);
    return List.copyOf(all);
  }

  /** An opening that is chosen as often as {@code weight} says, beside the others'. */
  private static void add(List<List<Statement>> all, int weight, String text) {
    List<Statement> statements =
        text.isEmpty() ? List.of() : TraceReader.parse("opening", text).statements();
    for (int i = 0; i < weight; i++) {
      all.add(statements);
    }
  }

  /** One of them. */
  static List<Statement> choose(Dice dice) {
    return ALL.get(dice.below(ALL.size()));
  }
}
