// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.sockdiff.op.Binder;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptError;
import org.sockdiff.script.ScriptException;

/**
 * What Jazzer calls with everything that it thinks of: a script is read, formatted and bound, or
 * refused with places that exist, and nothing else happens. How to run it: {@code pom.xml}.
 */
public final class TraceFuzz {
  private static final String NAME = "fuzz.trace";

  private TraceFuzz() {}

  /** Jazzer looks for this name. */
  public static void fuzzerTestOneInput(byte[] data) {
    check(new String(data, UTF_8));
  }

  private static void check(String text) {
    Script script;
    try {
      script = TraceReader.parse(NAME, text);
    } catch (ScriptException e) {
      requirePlacesIn(text, e);
      return;
    }
    String meaning = Placeless.of(script);
    String formatted = accepted("formatted", text, TraceFormatter.format(NAME, text));
    Script again = TraceReader.parse(NAME, formatted);
    require(meaning.equals(Placeless.of(again)), "the format changes the meaning", formatted);
    require(
        formatted.equals(TraceFormatter.format(NAME, formatted)),
        "the format of the format differs",
        formatted);
    String printed = accepted("printed", text, TraceFormatter.format(script));
    require(
        meaning.equals(Placeless.of(TraceReader.parse(NAME, printed))),
        "the tree, printed, means something else",
        printed);
    require(
        binds(text, script) == binds(formatted, again),
        "only one of the script and its format can be bound",
        formatted);
  }

  /** The text, which must parse. */
  private static String accepted(String how, String original, String text) {
    try {
      TraceReader.parse(NAME, text);
      return text;
    } catch (ScriptException e) {
      throw new AssertionError(
          "the script, " + how + ", is refused:\n" + original + "\n---\n" + text, e);
    }
  }

  private static boolean binds(String text, Script script) {
    try {
      Binder.bind(script);
      return true;
    } catch (ScriptException e) {
      requirePlacesIn(text, e);
      return false;
    }
  }

  private static void requirePlacesIn(String text, ScriptException refusal) {
    List<String> lines = List.of(text.split("\n", -1));
    require(!refusal.errors().isEmpty(), "a refusal without an error", text);
    for (ScriptError error : refusal.errors()) {
      int line = error.location().line();
      int column = error.location().column();
      require(
          line >= 1
              && line <= lines.size()
              && column >= 1
              && column <= lines.get(line - 1).length() + 1,
          "there is no such place: " + error,
          text);
      require(!error.message().isBlank(), "an error without a message", text);
    }
  }

  private static void require(boolean holds, String otherwise, String text) {
    if (!holds) {
      throw new AssertionError(otherwise + ":\n" + text);
    }
  }
}
