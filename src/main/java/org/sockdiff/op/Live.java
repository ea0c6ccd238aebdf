// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import org.sockdiff.abi.SockAddr;

/** What a script's names stand for while it runs on a kernel. */
public interface Live {
  /** The descriptor's number; one that cannot be open if the script has closed it. */
  int number(Fd fd);

  /** The address, asked of the kernel if it is a socket's own; moves no counter. */
  SockAddr address(AddressArgument address);
}
