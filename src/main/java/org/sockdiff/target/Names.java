// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.AddressArgument;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Live;
import org.sockdiff.sys.Syscalls;

/** What a program's names stand for, to one of its threads. */
final class Names implements Live {
  private final Descriptors descriptors;
  private final Syscalls sys;

  /**
   * The names.
   *
   * @param sys the calls of the thread that asks
   */
  Names(Descriptors descriptors, Syscalls sys) {
    this.descriptors = descriptors;
    this.sys = sys;
  }

  @Override
  public int number(Fd fd) {
    return descriptors.number(fd);
  }

  @Override
  public SockAddr address(AddressArgument address) {
    return address instanceof AddressArgument.Literal literal
        ? literal.address()
        : own(((AddressArgument.OfSocket) address).fd());
  }

  /** The address that a socket is bound to; {@link SockAddr#NONE} if it has none to tell. */
  SockAddr own(Fd fd) {
    return sys.getsockname(number(fd)) instanceof Outcome.Returned returned
            && returned.out() instanceof Out.Address own
        ? own.address()
        : SockAddr.NONE;
  }
}
