// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.rule.UnixRules;

/**
 * getsockopt, setsockopt and ioctl on UNIX sockets.
 *
 * <p>Source: net/unix/af_unix.c, unix_ioctl, unix_inq_len; net/core/sock.c, sk_set_peek_off;
 * net/socket.c, do_sock_setsockopt.
 */
final class UnixOptions {
  private static final int FIONREAD = 0x541b;
  private static final int SIOCOUTQ = 0x5411;
  private static final int SIOCATMARK = 0x8905;

  private UnixOptions() {}

  static List<Step> get(Host host, int id, UnixSocket socket, SockOpt option) {
    return switch (option) {
      case SO_PEEK_OFF -> peekOffset(host, socket);
      case SO_RCVLOWAT -> CommonOptions.number(socket.settings().lowest(), host);
      case SO_OOBINLINE -> CommonOptions.number(socket.settings().inline() ? 1 : 0, host);
      default ->
          isOfOtherLevel(option)
              ? CommonOptions.failed(Errno.EOPNOTSUPP, host)
              : CommonOptions.get(host, id, socket, option);
    };
  }

  static List<Step> set(Host host, int id, UnixSocket socket, SockOpt option, long value) {
    return switch (option) {
      case SO_PEEK_OFF -> setPeekOffset(host, id, socket, (int) value);
      case SO_RCVLOWAT -> change(host, id, socket, socket.settings().withLowest((int) value));
      case SO_OOBINLINE -> change(host, id, socket, socket.settings().withInline(value != 0));
      default ->
          isOfOtherLevel(option)
              ? CommonOptions.failed(Errno.EOPNOTSUPP, host)
              : CommonOptions.set(host, id, socket, option, value);
    };
  }

  /** UNIX sockets have options of SOL_SOCKET alone. Source: net/core/sock.c, sock_no_setsockopt. */
  private static boolean isOfOtherLevel(SockOpt option) {
    return !option.name().startsWith("SO_");
  }

  private static List<Step> peekOffset(Host host, UnixSocket socket) {
    return host.answer(UnixRules.PEEK_OFFSET) == UnixRules.PeekOffset.WORKS
        ? CommonOptions.number(socket.options().peekOffset(), host)
        : CommonOptions.failed(Errno.ENOPROTOOPT, host);
  }

  private static List<Step> setPeekOffset(Host host, int id, UnixSocket socket, int value) {
    return switch (host.answer(UnixRules.PEEK_OFFSET)) {
      case ABSENT -> CommonOptions.failed(Errno.ENOPROTOOPT, host);
      case IGNORED -> Step.returned(Outcome.ofValue(0), host);
      case WORKS -> CommonOptions.change(host, id, socket, socket.options().withPeekOffset(value));
    };
  }

  private static List<Step> change(Host host, int id, UnixSocket socket, UnixSettings settings) {
    return Step.returned(Outcome.ofValue(0), host.withSocket(id, socket.withSettings(settings)));
  }

  /** Moves SO_PEEK_OFF, if it is on. */
  static Host peekOffsetMoved(Host host, int id, int by) {
    UnixSocket socket = UnixSocket.of(host, id);
    int offset = socket.options().peekOffset();
    return offset < 0
        ? host
        : host.withSocket(
            id, socket.withOptions(socket.options().withPeekOffset(Math.max(offset + by, 0))));
  }

  static List<Step> ioctl(Host host, UnixSocket socket, int request) {
    return switch (request) {
      case FIONREAD -> inputQueue(host, socket);
      case SIOCOUTQ -> number(socket.charged(), host);
      case SIOCATMARK -> UnixUrgent.atMark(host, socket);
      default -> Step.returned(Outcome.failed(Errno.ENOTTY), host);
    };
  }

  /** Of datagrams the first counts, of connections all that is queued. */
  private static List<Step> inputQueue(Host host, UnixSocket socket) {
    if (socket.isListening()) {
      return Step.returned(Outcome.failed(Errno.EINVAL), host);
    }
    return number(
        socket.isConnectionBased()
            ? socket.queue().items().stream().mapToInt(UnixSkb::length).sum()
            : socket.queue().peek().map(UnixSkb::length).orElse(0),
        host);
  }

  private static List<Step> number(int value, Host host) {
    return Step.returned(Outcome.ofOut(0, new Out.Int(value)), host);
  }
}
