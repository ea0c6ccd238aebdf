// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SockOpt;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.script.Value;
import org.sockdiff.sys.Syscalls;

/**
 * The table of socket options. Source: include/uapi/asm-generic/socket.h, include/uapi/linux/in.h,
 * include/uapi/linux/in6.h.
 */
final class SockOpts {
  private static final int SOL_SOCKET = 1;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_IPV6 = 41;
  private static final long MICROS = 1_000_000;
  private static final long TICK = 10_000;

  /** What values of options are generated from. */
  private static final List<Integer> NUMBERS =
      List.of(0, 1, 1, 2, 3, -1, 256, 2304, 4096, 9000, 50_000, 212_992, Integer.MAX_VALUE);

  private static final List<Integer> OFFSETS = List.of(-1, -1, -1, -2, 0, 0, 1, 2, 3, 5, 70_000);

  static final List<Constants.Constant> LEVELS =
      List.of(
          new Constants.Constant("SOL_SOCKET", SOL_SOCKET),
          new Constants.Constant("IPPROTO_IP", IPPROTO_IP),
          new Constants.Constant("SOL_IP", IPPROTO_IP),
          new Constants.Constant("IPPROTO_IPV6", IPPROTO_IPV6),
          new Constants.Constant("SOL_IPV6", IPPROTO_IPV6));

  static final List<Row> ROWS =
      List.of(
          new Row(SockOpt.SO_ERROR, SOL_SOCKET, 4, Signature.OutKind.ERRNO),
          new Row(SockOpt.SO_RCVBUF, SOL_SOCKET, 8, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_SNDBUF, SOL_SOCKET, 7, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_RCVTIMEO, SOL_SOCKET, 20, Signature.OutKind.TIME),
          new Row(SockOpt.SO_SNDTIMEO, SOL_SOCKET, 21, Signature.OutKind.TIME),
          new Row(SockOpt.SO_REUSEADDR, SOL_SOCKET, 2, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_BROADCAST, SOL_SOCKET, 6, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_TYPE, SOL_SOCKET, 3, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_DOMAIN, SOL_SOCKET, 39, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_PROTOCOL, SOL_SOCKET, 38, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_ACCEPTCONN, SOL_SOCKET, 30, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_TIMESTAMP, SOL_SOCKET, 29, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_TIMESTAMPNS, SOL_SOCKET, 35, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_RXQ_OVFL, SOL_SOCKET, 40, Signature.OutKind.NUMBER),
          new Row(SockOpt.IP_TOS, IPPROTO_IP, 1, Signature.OutKind.NUMBER),
          new Row(SockOpt.IP_TTL, IPPROTO_IP, 2, Signature.OutKind.NUMBER),
          new Row(SockOpt.IP_PKTINFO, IPPROTO_IP, 8, Signature.OutKind.NUMBER),
          new Row(SockOpt.IP_RECVERR, IPPROTO_IP, 11, Signature.OutKind.NUMBER),
          new Row(SockOpt.IPV6_RECVERR, IPPROTO_IPV6, 25, Signature.OutKind.NUMBER),
          new Row(SockOpt.IP_RECVTTL, IPPROTO_IP, 12, Signature.OutKind.NUMBER),
          new Row(SockOpt.IP_RECVTOS, IPPROTO_IP, 13, Signature.OutKind.NUMBER),
          new Row(SockOpt.IPV6_UNICAST_HOPS, IPPROTO_IPV6, 16, Signature.OutKind.NUMBER),
          new Row(SockOpt.IPV6_RECVPKTINFO, IPPROTO_IPV6, 49, Signature.OutKind.NUMBER),
          new Row(SockOpt.IPV6_RECVHOPLIMIT, IPPROTO_IPV6, 51, Signature.OutKind.NUMBER),
          new Row(SockOpt.IPV6_RECVTCLASS, IPPROTO_IPV6, 66, Signature.OutKind.NUMBER),
          new Row(SockOpt.IPV6_TCLASS, IPPROTO_IPV6, 67, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_PEEK_OFF, SOL_SOCKET, 42, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_RCVLOWAT, SOL_SOCKET, 18, Signature.OutKind.NUMBER),
          new Row(SockOpt.SO_OOBINLINE, SOL_SOCKET, 10, Signature.OutKind.NUMBER),
          new Row(SockOpt.IPV6_V6ONLY, IPPROTO_IPV6, 26, Signature.OutKind.NUMBER));

  private SockOpts() {}

  /**
   * An option.
   *
   * @param level its level's number
   * @param number its own
   * @param kind the type of its value
   */
  record Row(SockOpt option, int level, int number, Signature.OutKind kind) {
    private boolean isTime() {
      return kind == Signature.OutKind.TIME;
    }

    Outcome get(Syscalls sys, int fd) {
      return isTime()
          ? sys.getsockoptTime(fd, level, number)
          : sys.getsockoptInt(fd, level, number);
    }

    Outcome set(Syscalls sys, int fd, long value) {
      return sys.setsockopt(fd, level, number, isTime() ? timeval(value) : word(value));
    }
  }

  private static Bytes word(long value) {
    return Bytes.copyOf(
        ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt((int) value).array());
  }

  private static Bytes timeval(long micros) {
    return Bytes.copyOf(
        ByteBuffer.allocate(16)
            .order(ByteOrder.nativeOrder())
            .putLong(Math.floorDiv(micros, MICROS))
            .putLong(Math.floorMod(micros, MICROS))
            .array());
  }

  static Param<Row> option(String name) {
    return new Param<>(name, Row.class, SockOpts::read)
        .of(ROWS.stream().map(r -> new Constants.Constant(r.option().name(), r.number())).toList());
  }

  /** The arguments of getsockopt, made up: a descriptor, a level, and an option of that level. */
  static List<Value> make(Choices choices, Row row) {
    return List.of(
        choices.descriptor(), Choices.word(nameOf(row.level())), Choices.word(row.option().name()));
  }

  /** An option to set: most often one that matters to what is read next. */
  static Row toSet(Choices choices) {
    return choices.in(1, 8)
        ? ROWS.stream().filter(row -> row.option() == SockOpt.SO_PEEK_OFF).findFirst().orElseThrow()
        : choices.one(ROWS);
  }

  /** A value for an option, made up. */
  static Value value(Choices choices, Row row) {
    return row.isTime()
        ? new Value.Duration(Choices.HERE, TICK, "10ms")
        : Choices.number(choices.one(row.option() == SockOpt.SO_PEEK_OFF ? OFFSETS : NUMBERS));
  }

  private static String nameOf(int level) {
    return LEVELS.stream()
        .filter(constant -> constant.number() == level)
        .map(Constants.Constant::name)
        .findFirst()
        .orElse(String.valueOf(level));
  }

  private static Row read(Scope scope, Value value) {
    if (!(value instanceof Value.Words words) || words.words().size() != 1) {
      throw Scope.wrong(value.location(), "expected a socket option, found " + Scope.kind(value));
    }
    String given = words.words().get(0);
    for (Row row : ROWS) {
      if (row.option().name().equals(given)) {
        return row;
      }
    }
    throw Scope.wrong(
        value.location(),
        "unknown socket option '"
            + given
            + "'"
            + Suggestion.among(given, ROWS.stream().map(row -> row.option().name()).toList()));
  }

  static void checkLevel(Call call, int level, Row row) {
    if (level != row.level()) {
      throw Scope.wrong(
          call.location(), row.option() + " is an option of level " + nameOf(row.level()));
    }
  }

  static List<Step> set(Host host, Fd fd, Row row, long value) {
    return SocketCalls.setsockopt(host, fd.id(), row.option(), value);
  }
}
