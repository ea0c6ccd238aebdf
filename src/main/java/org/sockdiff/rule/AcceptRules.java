// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.READ;
import static org.sockdiff.rule.Rule.Evidence.RUN;

/** Rules about accept. */
public final class AcceptRules {
  /** When accept4 looks at its flags. */
  public enum Accept4Flags {
    /** First of all: unknown ones are EINVAL, whatever the descriptor is. */
    BEFORE_DESCRIPTOR,
    /** After the descriptor, which is EBADF if it is not open. */
    AFTER_DESCRIPTOR
  }

  public static final Rule<Accept4Flags> ACCEPT4_FLAGS =
      Rule.named(
              "socket.accept4-flags",
              Accept4Flags.class,
              "Does accept4 test its flags before it looks at the descriptor?")
          .from(
              "2.6.28",
              Accept4Flags.BEFORE_DESCRIPTOR,
              READ,
              "the code before \"net: add __sys_accept4_file() helper\"")
          .from(
              "5.5",
              Accept4Flags.AFTER_DESCRIPTOR,
              RUN,
              "\"net: add __sys_accept4_file() helper\"; run on 6.18.44")
          .inGvisor("20221219", Accept4Flags.BEFORE_DESCRIPTOR)
          .decidedIn("net/socket.c, __sys_accept4")
          .toldApartBy("traces/eras/socket-accept4-flags.trace");

  private AcceptRules() {}
}
