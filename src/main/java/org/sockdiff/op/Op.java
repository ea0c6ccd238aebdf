// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;
import org.sockdiff.model.Step;
import org.sockdiff.script.Value;
import org.sockdiff.sys.Syscalls;

/** One call: its C prototype, its meaning in the model, and how to make it on a kernel. */
public interface Op {
  /** The prototype, a direction for each parameter. */
  Signature signature();

  /** Every step that the kernel may take when this call is made in this state; never empty. */
  List<Step> model(Host host, Call call);

  /** Makes the call on the calling thread and blocks exactly as it does. */
  Outcome invoke(Syscalls sys, Live live, Call call);

  /** What the out parameters of this very call hold. */
  default Signature.OutKind out(Call call) {
    return signature().out();
  }

  /**
   * The address family of the sockets that this call makes; -1 if it makes none or it cannot be
   * told.
   */
  default int family(Call call) {
    return -1;
  }

  /**
   * Arguments for a call of a script that nobody wrote; empty if none can be made up. Where
   * arguments must go together a call makes them itself.
   */
  default Optional<List<Value>> arguments(Choices choices) {
    List<Value> made = new ArrayList<>();
    List<Param<?>> given = signature().given();
    int wanted = choices.in(1, 20) ? 0 : signature().optional();
    for (Param<?> param : given.subList(0, given.size() - wanted)) {
      Optional<Value> argument = param.made(choices);
      if (argument.isEmpty()) {
        return Optional.empty();
      }
      made.add(argument.get());
    }
    return Optional.of(made);
  }

  /** Refuses arguments that do not go together, with a ScriptException at the call's place. */
  default void check(Call call) {}
}
