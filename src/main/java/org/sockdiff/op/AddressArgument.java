// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import org.sockdiff.abi.SockAddr;

/** An address that a script gives to a call. */
public sealed interface AddressArgument {
  /** An address that stands in the script. */
  record Literal(SockAddr address) implements AddressArgument {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** The address that a socket is bound to when the call is made: {@code connect(tx, rx)}. */
  record OfSocket(Fd fd) implements AddressArgument {
    @Override
    public String toString() {
      return fd.name();
    }
  }
}
