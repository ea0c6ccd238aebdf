// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.SockAddr;

/**
 * A record in a socket's error queue: a datagram that failed, and why.
 *
 * @param payload what the report quotes of the datagram
 * @param from where the datagram came from, which the report was sent to
 * @param to where it was sent to
 * @param origin who found the error
 * @param type of the ICMP message
 * @param code likewise
 * @param info the path MTU of an error that this host found itself; else 0
 * @param trafficClass in the header of the report
 */
record ErrorRecord(
    Bytes payload,
    SockAddr from,
    SockAddr to,
    Errno errno,
    Origin origin,
    int type,
    int code,
    int info,
    int trafficClass) {
  /** ee_origin. Source: include/uapi/linux/errqueue.h. */
  enum Origin {
    LOCAL(1),
    ICMP(2),
    ICMP6(3);

    private final int number;

    Origin(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /** Whether an ICMP message brought it. */
  boolean isIcmp() {
    return origin != Origin.LOCAL;
  }

  ErrorRecord bind(Hole hole, int number) {
    return new ErrorRecord(
        payload,
        hole.bind(from, number),
        hole.bind(to, number),
        errno,
        origin,
        type,
        code,
        info,
        trafficClass);
  }
}
