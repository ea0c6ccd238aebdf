// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.sockdiff.op.Program;
import picocli.CommandLine.Option;

/** Which of the cases are meant. */
final class SelectionOptions {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  @Option(
      names = "--filter",
      paramLabel = "GLOB",
      description =
          "Only cases whose name matches, such as 'udp/*' or '**/peek*'; one '*' does not cross a '/'.")
  private Optional<String> filter = Optional.empty();

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      description =
          "Only the K-th of N parts, 1/N to N/N. Which part a case is in depends on its name alone.")
  private Optional<String> shard = Optional.empty();

  /** The cases that are meant, in the same order. */
  List<Program> choose(List<Program> programs) {
    PathMatcher matcher = matcher();
    Part part = part();
    return programs.stream()
        .filter(program -> matcher.matches(Path.of(program.id())))
        .filter(program -> part.has(program.id()))
        .toList();
  }

  private PathMatcher matcher() {
    if (filter.isEmpty()) {
      return path -> true;
    }
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + filter.get());
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          "--filter: not a glob: '" + filter.get() + "': " + e.getDescription());
    }
  }

  private Part part() {
    if (shard.isEmpty()) {
      return new Part(1, 1);
    }
    String[] numbers = shard.get().split("/", -1);
    try {
      Part part = new Part(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
      if (numbers.length == 2 && part.index >= 1 && part.index <= part.count) {
        return part;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw wrongShard();
    }
    throw wrongShard();
  }

  private UsageException wrongShard() {
    return new UsageException("--shard is K/N with K from 1 to N, not '" + shard.orElse("") + "'");
  }

  /** One part of several, by a hash of names that never changes: FNV-1a with 64 bits. */
  record Part(int index, int count) {
    boolean has(String name) {
      return Long.remainderUnsigned(hash(name), count) == index - 1;
    }

    private static long hash(String name) {
      long hash = FNV_OFFSET;
      for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xff)) * FNV_PRIME;
      }
      return hash;
    }
  }
}
