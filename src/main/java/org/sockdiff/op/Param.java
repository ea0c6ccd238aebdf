// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.function.BiFunction;
import org.sockdiff.script.Value;

/**
 * A parameter that scripts give an argument for.
 *
 * @param <T> what an argument is resolved to
 */
public final class Param<T> {
  private final String name;
  private final Class<T> type;
  private final BiFunction<Scope, Value, T> reader;

  /**
   * A parameter.
   *
   * @param name as the man page calls it
   * @param reader resolves an argument; throws a ScriptException at its place if it cannot
   */
  public Param(String name, Class<T> type, BiFunction<Scope, Value, T> reader) {
    this.name = name;
    this.type = type;
    this.reader = reader;
  }

  public String name() {
    return name;
  }

  T read(Scope scope, Value value) {
    return reader.apply(scope, value);
  }

  T cast(Object argument) {
    return type.cast(argument);
  }
}
