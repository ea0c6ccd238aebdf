// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.REMEMBERED;
import static org.sockdiff.rule.Rule.Evidence.RUN;

/** Rules about calls that take several messages. */
public final class MessageRules {
  /** Whether there is a call for several messages. */
  public enum SeveralMessages {
    /** No. */
    ENOSYS,
    THERE,
    /** Yes, but MSG_PEEK and MSG_WAITFORONE are EINVAL. */
    WITHOUT_PEEK
  }

  public static final Rule<SeveralMessages> RECVMMSG =
      Rule.named("recvmmsg.there", SeveralMessages.class, "Is there a call recvmmsg?")
          .from("2.6.11", SeveralMessages.ENOSYS, RUN, "run on 2.6.24, 2.6.32.67")
          .from(
              "2.6.33",
              SeveralMessages.THERE,
              RUN,
              "a2e2725541f \"net: Introduce recvmmsg socket syscall\"; run on 3.19.8 to 4.10.17,"
                  + " 6.18.44")
          .inGvisor("20221219", SeveralMessages.WITHOUT_PEEK)
          .decidedIn("net/socket.c, __sys_recvmmsg")
          .toldApartBy("traces/eras/recvmmsg-there.trace");

  public static final Rule<SeveralMessages> SENDMMSG =
      Rule.named("sendmmsg.there", SeveralMessages.class, "Is there a call sendmmsg?")
          .from("2.6.11", SeveralMessages.ENOSYS, REMEMBERED, "remembered")
          .from(
              "3.0",
              SeveralMessages.THERE,
              RUN,
              "228e548e6020 \"net: Add sendmmsg socket system call\"; run on 6.18.44")
          .inGvisor("20221219", SeveralMessages.THERE)
          .decidedIn("net/socket.c, __sys_sendmmsg")
          .toldApartBy("traces/eras/sendmmsg-there.trace");

  private MessageRules() {}
}
