// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.rule.ControlRules;
import org.sockdiff.rule.ControlRules.RxqOvfl;
import org.sockdiff.rule.ControlRules.TimestampNs;

/**
 * SO_TIMESTAMP, SO_TIMESTAMPNS and SO_RXQ_OVFL.
 *
 * <p>Source: net/core/sock.c, sk_setsockopt, sk_getsockopt, sock_set_timestamp.
 */
final class TimestampOptions {
  private TimestampOptions() {}

  static List<Step> get(Host host, Socket socket, SockOpt option) {
    return isThere(host, option)
        ? CommonOptions.number(socket.options().messages().has(option) ? 1 : 0, host)
        : CommonOptions.failed(Errno.ENOPROTOOPT, host);
  }

  private static boolean isThere(Host host, SockOpt option) {
    return switch (option) {
      case SO_RXQ_OVFL -> host.answer(ControlRules.RXQ_OVFL) == RxqOvfl.THERE;
      case SO_TIMESTAMPNS -> host.answer(ControlRules.TIMESTAMP_NS) == TimestampNs.THERE;
      default -> true;
    };
  }

  static List<Step> set(Host host, int id, Socket socket, SockOpt option, boolean on) {
    if (!isThere(host, option)) {
      return option == SockOpt.SO_RXQ_OVFL && host.answer(ControlRules.RXQ_OVFL) == RxqOvfl.MISSING
          ? CommonOptions.failed(Errno.ENOPROTOOPT, host)
          : Step.returned(Outcome.ofValue(0), host);
    }
    MessageOptions messages = socket.options().messages();
    return CommonOptions.change(
        host,
        id,
        socket,
        socket
            .options()
            .withMessages(
                option == SockOpt.SO_RXQ_OVFL
                    ? messages.with(option, on)
                    : messages.withTimestamp(option, on)));
  }
}
