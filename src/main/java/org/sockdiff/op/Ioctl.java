// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.SocketCalls;
import org.sockdiff.model.Step;
import org.sockdiff.sys.Syscalls;

/** {@code ioctl(2)}: FIONREAD, the length of the first message; SIOCOUTQ; SIOCATMARK. */
final class Ioctl implements Op {
  private static final Param<Fd> SOCKET = Param.fd("fd");
  private static final Param<Integer> REQUEST =
      Param.oneOf("request", "a request of ioctl", Constants.IOCTLS);

  private static final Signature SIGNATURE =
      Signature.of("ioctl", 16, SOCKET, REQUEST).returning(Signature.OutKind.NUMBER);

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Step> model(Host host, Call call) {
    return SocketCalls.ioctl(host, call.get(SOCKET).id(), call.get(REQUEST));
  }

  @Override
  public Outcome invoke(Syscalls sys, Live live, Call call) {
    return sys.ioctlInt(live.number(call.get(SOCKET)), call.get(REQUEST));
  }
}
