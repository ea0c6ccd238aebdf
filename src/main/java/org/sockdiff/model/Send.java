// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.SockAddr;

/**
 * A send call as it was made.
 *
 * @param caller who makes it
 * @param data what is sent, in one piece
 * @param flags MSG_ bits
 * @param control what msg_control holds; good memory
 * @param to the address that is given; {@link SockAddr#NONE} if none
 */
record Send(Caller caller, Payload data, Bytes control, int flags, SockAddr to) {
  /** The same without an address. */
  Send withoutAddress() {
    return new Send(caller, data, control, flags, SockAddr.NONE);
  }

  /** Whether it may not sleep, whatever the socket's time-out. */
  boolean nonblocking(Host host) {
    return MsgFlag.MSG_DONTWAIT.in(flags) || caller.nonblocking(host);
  }
}
