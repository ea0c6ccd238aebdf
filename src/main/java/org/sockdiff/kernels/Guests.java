// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.sockdiff.sys.EnvironmentException;

/** The kinds of kernel, by how their names begin. */
public final class Guests {
  private static final Map<String, BiFunction<String, String, Guest>> KINDS = kinds();

  private Guests() {}

  private static Map<String, BiFunction<String, String, Guest>> kinds() {
    Map<String, BiFunction<String, String, Guest>> kinds = new LinkedHashMap<>();
    kinds.put("host", (name, argument) -> new Host(name));
    kinds.put("uml", Uml::new);
    kinds.put("qemu", Qemu::new);
    kinds.put(
        "runsc",
        (name, argument) ->
            new Runsc(name, argument.isEmpty() ? Runsc.DEFAULT_PLATFORM : argument));
    kinds.put("cmd", Prefix::new);
    return kinds;
  }

  /**
   * The kernel of a name: {@code host}, {@code uml}, {@code qemu:6.12}.
   *
   * @throws EnvironmentException if there is no such kind, or it lacks what must follow
   */
  public static Guest named(String name) {
    int colon = name.indexOf(':');
    String kind = colon < 0 ? name : name.substring(0, colon);
    String argument = colon < 0 ? "" : name.substring(colon + 1);
    BiFunction<String, String, Guest> made = KINDS.get(kind);
    boolean wants = kind.equals("qemu") || kind.equals("cmd");
    if (made == null || (wants && argument.isBlank()) || (kind.equals("host") && colon >= 0)) {
      throw new EnvironmentException(
          "no kernel '" + name + "'",
          "kernels are host, uml[:BINARY], qemu:KERNEL, runsc[:PLATFORM], cmd:PREFIX, and"
              + " record:FILE");
    }
    return made.apply(name, argument);
  }
}
