// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.rule.Rules;

/**
 * The options of level SOL_SOCKET, which are the same on sockets of all kinds.
 *
 * <p>Source: net/core/sock.c, sk_setsockopt, sk_getsockopt, sock_set_timeout.
 */
final class CommonOptions {
  private static final long MICROS = 1_000_000;

  private CommonOptions() {}

  static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  static List<Step> number(long value, Host host) {
    return Step.returned(Outcome.ofOut(0, new Out.Int(value)), host);
  }

  static List<Step> get(Host host, int id, Socket socket, SockOpt option) {
    SocketOptions options = socket.options();
    return switch (option) {
      case SO_ERROR ->
          number(
              socket.error().map(Errno::number).orElse(0),
              socket.error().isEmpty()
                  ? host
                  : host.withSocket(id, socket.withError(Optional.empty())));
      case SO_RCVBUF -> number(options.rcvbuf(), host);
      case SO_SNDBUF -> number(options.sndbuf(), host);
      case SO_RCVTIMEO -> time(options.receiveTimeout(), host);
      case SO_SNDTIMEO -> time(options.sendTimeout(), host);
      case SO_REUSEADDR -> number(options.reuseAddress() ? 1 : 0, host);
      case SO_BROADCAST -> number(options.broadcast() ? 1 : 0, host);
      case SO_TYPE -> number(socket.type(), host);
      case SO_DOMAIN -> number(socket.family(), host);
      case SO_PROTOCOL -> number(socket.protocol(), host);
      case SO_ACCEPTCONN -> number(socket.isListening() ? 1 : 0, host);
      case SO_RCVLOWAT, SO_OOBINLINE, SO_PEEK_OFF ->
          throw new ModelGap(option + " on a socket of this kind");
      case SO_TIMESTAMP, SO_TIMESTAMPNS, SO_RXQ_OVFL -> TimestampOptions.get(host, socket, option);
      default -> throw otherLevel(option);
    };
  }

  private static ModelGap otherLevel(SockOpt option) {
    return new ModelGap(option + " on a socket of this kind");
  }

  private static List<Step> time(long micros, Host host) {
    return Step.returned(
        Outcome.ofOut(0, new Out.Time(micros == SocketOptions.FOREVER ? 0 : micros)), host);
  }

  /** A time-out's value is in microseconds; {@link SockOpt} says which are. */
  static List<Step> set(Host host, int id, Socket socket, SockOpt option, long value) {
    SocketOptions options = socket.options();
    return switch (option) {
      case SO_RCVBUF -> change(host, id, socket, options.withRcvbuf(rcvbuf(host, value)));
      case SO_SNDBUF -> change(host, id, socket, options.withSndbuf(sndbuf(host, value)));
      case SO_RCVTIMEO ->
          change(host, id, socket, options.withReceiveTimeout(timeout(host, value)));
      case SO_SNDTIMEO -> change(host, id, socket, options.withSendTimeout(timeout(host, value)));
      case SO_REUSEADDR -> change(host, id, socket, options.withReuseAddress(value != 0));
      case SO_BROADCAST -> change(host, id, socket, options.withBroadcast(value != 0));
      case SO_ERROR, SO_TYPE, SO_DOMAIN, SO_PROTOCOL, SO_ACCEPTCONN ->
          failed(Errno.ENOPROTOOPT, host);
      case SO_RCVLOWAT, SO_OOBINLINE, SO_PEEK_OFF ->
          throw new ModelGap(option + " on a socket of this kind");
      case SO_TIMESTAMP, SO_TIMESTAMPNS, SO_RXQ_OVFL ->
          TimestampOptions.set(host, id, socket, option, value != 0);
      default -> throw otherLevel(option);
    };
  }

  static List<Step> change(Host host, int id, Socket socket, SocketOptions options) {
    return Step.returned(Outcome.ofValue(0), host.withSocket(id, socket.withOptions(options)));
  }

  /** Capped as unsigned at rmem_max, doubled, and at least SOCK_MIN_RCVBUF. */
  private static int rcvbuf(Host host, long value) {
    int smallest =
        switch (host.answer(Rules.RCVBUF_MINIMUM)) {
          case B256 -> 256;
          case B2304 -> 2304;
          case B4096 -> 4096;
        };
    return Math.max(smallest, capped(value, host.machine().rmemMax()) * 2);
  }

  private static int sndbuf(Host host, long value) {
    int smallest =
        switch (host.answer(Rules.SNDBUF_MINIMUM)) {
          case B2048 -> 2048;
          case B4096 -> 4096;
          case B4608 -> 4608;
        };
    return Math.max(smallest, capped(value, host.machine().wmemMax()) * 2);
  }

  private static int capped(long value, int limit) {
    return (int) Math.min((int) value & 0xffff_ffffL, limit);
  }

  /**
   * A negative one never sleeps, 0 sleeps for ever, of others what is beyond whole seconds is
   * rounded up to a tick.
   */
  private static long timeout(Host host, long micros) {
    if (micros < 0) {
      return 0;
    }
    if (micros == 0) {
      return SocketOptions.FOREVER;
    }
    int hz = host.machine().hz();
    if (hz <= 0) {
      throw new ModelGap("time-outs on a machine whose HZ is not known");
    }
    long ticks = (micros % MICROS + MICROS / hz - 1) / (MICROS / hz);
    return micros - micros % MICROS + ticks * MICROS / hz;
  }
}
