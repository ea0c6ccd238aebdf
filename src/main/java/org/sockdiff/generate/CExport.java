// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.target.Event;
import org.sockdiff.target.ModelTarget;
import org.sockdiff.target.Recording;
import org.sockdiff.target.Transcript;

/**
 * Cases as one C file that needs libc only: it makes their calls, compares what comes of each with
 * what the model says, prints KTAP and exits as a kernel selftest does.
 */
public final class CExport {
  private static final String RUNTIME = "export.c";
  private static final String TABLES = "/* @TABLES@ */";
  private static final int DEADLINE_MILLISECONDS = 1000;

  private final Profile profile;
  private final Machine machine;
  private final String version;

  /**
   * An export.
   *
   * @param profile the kernel whose behaviour is expected
   * @param version of this program
   */
  public CExport(Profile profile, Machine machine, String version) {
    this.profile = profile;
    this.machine = machine;
    this.version = version;
  }

  /**
   * The file.
   *
   * @throws ExportException if a case cannot be exported; {@link #check} tells of one
   */
  public String file(List<Program> programs) {
    StringBuilder text = new StringBuilder();
    text.append("// SPDX-License-Identifier: Apache-2.0\n");
    text.append("// Exported by sockdiff ").append(version);
    text.append("; expects what ").append(profile.name()).append(" does.\n");
    text.append("// cc -Wall -o test FILE.c && ./test -v\n");
    text.append(runtime().replace(TABLES, tables()));
    for (int i = 0; i < programs.size(); i++) {
      text.append('\n').append(function(i, programs.get(i)));
    }
    text.append("\nstatic const struct test tests[] = {\n");
    for (int i = 0; i < programs.size(); i++) {
      Program program = programs.get(i);
      text.append("\t{ ").append(CText.string(program.id())).append(", case_").append(i);
      text.append(", ").append(tableBits(program)).append(", ");
      text.append(program.needs().ipv6() ? 1 : 0).append(", ");
      text.append("(const int[]){ ");
      program.needs().capabilities().forEach(c -> text.append(c.number()).append(", "));
      text.append("-1 } },\n");
    }
    text.append("};\n\nint main(int argc, char **argv)\n{\n");
    text.append("\treturn run(tests, sizeof(tests) / sizeof(tests[0]), argc, argv);\n}\n");
    return text.toString();
  }

  private static String runtime() {
    try (InputStream in =
        Objects.requireNonNull(CExport.class.getResourceAsStream(RUNTIME), RUNTIME)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    text.append("#define DEADLINE ").append(DEADLINE_MILLISECONDS).append("\n\n");
    table(text, "errors", words(Errno.values(), Errno::number));
    table(text, "message_flags", words(MsgFlag.values(), MsgFlag::bit));
    table(text, "poll_flags", words(PollFlag.values(), PollFlag::bit));
    table(
        text,
        "counters",
        Arrays.stream(Counter.values()).map(c -> word(number(c.table()), c.text())).toList());
    return text.toString().stripTrailing();
  }

  private static String word(int value, String name) {
    return "{ 0x" + Integer.toHexString(value) + ", \"" + name + "\" }";
  }

  private static <E extends Enum<E>> List<String> words(E[] values, ToIntFunction<E> number) {
    return Arrays.stream(values).map(e -> word(number.applyAsInt(e), e.name())).toList();
  }

  private static void table(StringBuilder text, String name, List<String> words) {
    text.append("static const struct word ").append(name).append("[] = {\n");
    words.forEach(word -> text.append('\t').append(word).append(",\n"));
    text.append("};\n\n");
  }

  private static int number(Counter.Table table) {
    return Arrays.asList(Counter.Table.values()).indexOf(table);
  }

  private static int tableBits(Program program) {
    int bits = 0;
    for (Counter.Table table : program.tables()) {
      bits |= 1 << number(table);
    }
    return bits;
  }

  /** Whether a case can be exported. */
  public void check(Program program) {
    function(0, program);
  }

  private String function(int index, Program program) {
    refuse(program);
    Recording predicted = new ModelTarget(profile, machine).record(program);
    predicted
        .trouble()
        .ifPresent(
            trouble -> {
              throw new ExportException(trouble);
            });
    refuseSharedPorts(program, predicted);
    Map<Integer, String> expected = Transcript.of(predicted);
    int tables = tableBits(program);
    List<String> lines = new ArrayList<>();
    for (Program.Action action : program.actions()) {
      Program.Do made = (Program.Do) action;
      lines.add(
          "step(" + made.location().line() + ", " + CText.string(made.call().toString()) + ");");
      lines.addAll(CCalls.of(made.call()));
      lines.add(
          "expect("
              + tables
              + ", "
              + CText.string(expected.getOrDefault(action.index(), ""))
              + ");");
    }
    StringBuilder text = new StringBuilder();
    text.append("/* ").append(program.script().title().replace("*/", "* /")).append(" */\n");
    text.append("static void case_").append(index).append("(void)\n{\n");
    lines.forEach(line -> text.append('\t').append(line).append('\n'));
    return text.append("}\n").toString();
  }

  /**
   * Refuses a case in which two descriptors had one chosen port: by which of them an address is
   * called then depends on whether the kernel chooses it once more.
   */
  private static void refuseSharedPorts(Program program, Recording predicted) {
    Map<Integer, Fd> owners = new HashMap<>();
    for (Event event : predicted.events()) {
      if (event instanceof Event.Returned returned
          && returned.sockname().isPresent()
          && program.actions().get(event.action()) instanceof Program.Do made) {
        Fd fd = made.call().descriptor().orElseThrow();
        Fd before = owners.put(returned.sockname().get().port(), fd);
        if (before != null && before.id() != fd.id() && isDuplicated(program, before, fd)) {
          throw new ExportException("two descriptors of one socket have names");
        }
      }
    }
  }

  private static boolean isDuplicated(Program program, Fd one, Fd other) {
    return program.actions().stream()
        .map(action -> ((Program.Do) action).call())
        .filter(call -> call.op().signature().name().equals("dup"))
        .anyMatch(call -> call.results().contains(one) || call.results().contains(other));
  }

  private static void refuse(Program program) {
    if (program.threads().size() > 1) {
      throw new ExportException("it has threads");
    }
    if (!program.needs().without().isEmpty() || !program.needs().initial().isEmpty()) {
      throw new ExportException("it needs to be without a capability, or the initial namespace's");
    }
    if (program.descriptors().size() > 200) {
      throw new ExportException("it has more than 200 descriptors");
    }
    if (program.actions().stream().anyMatch(a -> !(a instanceof Program.Do))) {
      throw new ExportException("it does more than calls");
    }
  }
}
