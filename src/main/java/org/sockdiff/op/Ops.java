// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of calls. */
public final class Ops {
  /** Every call, in the order in which they are listed to people. */
  public static final List<Op> ALL =
      List.of(
          new Socket(),
          new Socketpair(),
          new Bind(),
          new Connect(),
          new Getsockname(),
          new Getpeername(),
          new Send(),
          new Sendto(),
          new Sendmsg(),
          new Sendmmsg(),
          new Recv(),
          new Recvfrom(),
          new Recvmsg(),
          new Recvmmsg(),
          new Read(),
          new Readv(),
          new Write(),
          new Writev(),
          new Listen(),
          new Accept(),
          new Accept4(),
          new Dup(),
          new Poll(),
          new Sleep(),
          new Shutdown(),
          new Close(),
          new Getsockopt(),
          new Setsockopt(),
          new Fcntl(),
          new Ioctl());

  private static final Map<String, Op> BY_NAME = byName();

  private Ops() {}

  /** The call with a name. */
  public static Optional<Op> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The names of all calls. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  private static Map<String, Op> byName() {
    Map<String, Op> table = new LinkedHashMap<>();
    for (Op op : ALL) {
      table.put(op.signature().name(), op);
    }
    return table;
  }
}
