// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sockdiff.sys.EnvironmentException;

/**
 * Any command that runs a shell command on another kernel: {@code ssh host}, {@code vng -r KERNEL
 * --}. The jar goes along on standard input, before the cases, so that the other side needs a Java
 * and no files.
 *
 * @param prefix the command, words parted by blanks
 */
record Prefix(String name, String prefix) implements Guest {
  /** Commands that join their words and give them to a shell. */
  private static final Set<String> JOINING = Set.of("ssh", "vng");

  @Override
  public List<Launch> launches(Place place) throws IOException {
    List<String> words = new ArrayList<>(List.of(prefix.strip().split("\\s+", -1)));
    Tools.find(words.get(0), "cmd:PREFIX names a command that runs a program on another kernel");
    Path jar = jar(place.program());
    Path input = place.directory().resolve("input");
    try (OutputStream out = Files.newOutputStream(input)) {
      Files.copy(jar, out);
      Files.copy(place.plan(), out);
    }
    String script = remote(Files.size(jar));
    boolean joins = JOINING.contains(String.valueOf(Path.of(words.get(0)).getFileName()));
    words.addAll(List.of("sh", "-c", joins ? Tools.quoted(script) : script));
    return List.of(
        new Launch(words, Optional.of(input), place.record(), place.record(), 0, true, ""));
  }

  private static Path jar(JavaProgram program) {
    if (program.classPath().size() != 1 || !Files.isRegularFile(program.classPath().get(0))) {
      throw new EnvironmentException(
          "sockdiff does not run from one jar, so it cannot be sent to another kernel",
          "start it with its launcher");
    }
    return program.classPath().get(0);
  }

  private static String remote(long size) {
    return "d=$(mktemp -d) && head -c "
        + size
        + " >$d/sockdiff.jar && java -Djna.tmpdir=$d -jar $d/sockdiff.jar guest; s=$?;"
        + " rm -rf $d; exit $s";
  }
}
