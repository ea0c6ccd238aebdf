// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.script.Location;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.Value;
import org.sockdiff.script.Value.Int;
import org.sockdiff.script.Value.Words;

/** The named numbers that calls take. Source: include/uapi of Linux for x86-64. */
final class Constants {
  static final List<Constant> DOMAINS =
      List.of(
          new Constant("AF_UNSPEC", 0),
          new Constant("AF_UNIX", 1),
          new Constant("AF_INET", 2),
          new Constant("AF_INET6", 10),
          new Constant("AF_NETLINK", 16),
          new Constant("AF_PACKET", 17));

  static final List<Constant> SOCKET_TYPES =
      List.of(
          new Constant("SOCK_STREAM", 1),
          new Constant("SOCK_DGRAM", 2),
          new Constant("SOCK_RAW", 3),
          new Constant("SOCK_SEQPACKET", 5),
          new Constant("SOCK_NONBLOCK", 0x800),
          new Constant("SOCK_CLOEXEC", 0x80000));

  static final List<Constant> PROTOCOLS =
      List.of(
          new Constant("IPPROTO_IP", 0),
          new Constant("IPPROTO_ICMP", 1),
          new Constant("IPPROTO_TCP", 6),
          new Constant("IPPROTO_UDP", 17),
          new Constant("IPPROTO_IPV6", 41),
          new Constant("IPPROTO_ICMPV6", 58),
          new Constant("IPPROTO_UDPLITE", 136),
          new Constant("IPPROTO_RAW", 255));

  static final List<Constant> SHUTDOWNS =
      List.of(new Constant("SHUT_RD", 0), new Constant("SHUT_WR", 1), new Constant("SHUT_RDWR", 2));

  static final List<Constant> FCNTL_COMMANDS =
      List.of(new Constant("F_GETFL", 3), new Constant("F_SETFL", 4));

  static final List<Constant> FILE_FLAGS =
      List.of(
          new Constant("O_RDONLY", 0),
          new Constant("O_RDWR", 2),
          new Constant("O_NONBLOCK", 0x800));

  static final List<Constant> IOCTLS =
      List.of(
          new Constant("FIONREAD", 0x541b),
          new Constant("SIOCINQ", 0x541b),
          new Constant("SIOCOUTQ", 0x5411),
          new Constant("TIOCOUTQ", 0x5411),
          new Constant("SIOCATMARK", 0x8905));

  /** Source: include/uapi/linux/errqueue.h. */
  static final List<Constant> ERROR_ORIGINS =
      List.of(
          new Constant("SO_EE_ORIGIN_NONE", 0),
          new Constant("SO_EE_ORIGIN_LOCAL", 1),
          new Constant("SO_EE_ORIGIN_ICMP", 2),
          new Constant("SO_EE_ORIGIN_ICMP6", 3));

  static final List<Constant> MSG_FLAGS = msgFlags();
  static final List<Constant> POLL_EVENTS = pollEvents();

  private Constants() {}

  /** A name and its number. */
  record Constant(String name, long number) {}

  private static List<Constant> msgFlags() {
    List<Constant> rows = new ArrayList<>();
    for (MsgFlag flag : MsgFlag.values()) {
      rows.add(new Constant(flag.name(), flag.bit() & 0xffff_ffffL));
    }
    return List.copyOf(rows);
  }

  private static List<Constant> pollEvents() {
    List<Constant> rows = new ArrayList<>();
    for (PollFlag flag : PollFlag.values()) {
      rows.add(new Constant(flag.name(), flag.bit()));
    }
    return List.copyOf(rows);
  }

  /** A number, or names of a table joined by {@code |}. */
  static long read(Scope scope, Value given, String what, List<Constant> table) {
    Value value = scope.resolve(given);
    if (value instanceof Int number) {
      return number.value();
    }
    if (!(value instanceof Words words)) {
      throw Scope.wrong(value.location(), "expected " + what + ", found " + Scope.kind(value));
    }
    long bits = 0;
    for (String word : words.words()) {
      bits |=
          Character.isDigit(word.charAt(0))
              ? number(value.location(), word)
              : named(value.location(), word, what, table);
    }
    return bits;
  }

  private static long named(Location location, String word, String what, List<Constant> table) {
    return find(word, table)
        .orElseThrow(
            () ->
                Scope.wrong(
                    location,
                    "'"
                        + word
                        + "' is not "
                        + what
                        + Suggestion.among(word, table.stream().map(Constant::name).toList())));
  }

  static Optional<Long> find(String word, List<Constant> table) {
    for (Constant constant : table) {
      if (constant.name().equals(word)) {
        return Optional.of(constant.number());
      }
    }
    return Optional.empty();
  }

  /** {@code 12} or {@code 0x1f}. */
  static long number(Location location, String word) {
    try {
      return Long.decode(word);
    } catch (NumberFormatException e) {
      throw new ScriptException(location, "not a number: '" + word + "'");
    }
  }
}
