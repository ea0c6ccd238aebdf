// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the exit codes are, for whoever started this. */
enum ExitStyle {
  /** As {@link ExitCode} says. */
  DEFAULT {
    @Override
    int code(int code) {
      return code;
    }
  },
  /**
   * Of a kernel selftest: 4 is a skip, and all that went wrong is 1, since 2 and 3 would be an
   * expected failure and an unexpected success. Source: tools/testing/selftests/kselftest.h.
   */
  KSELFTEST {
    @Override
    int code(int code) {
      return code == ExitCode.BAD_USAGE || code == ExitCode.INCONCLUSIVE ? 1 : code;
    }
  },
  /** Of git bisect run: what could not be judged is neither good nor bad. */
  BISECT {
    private static final int CANNOT_TELL = 125;

    @Override
    int code(int code) {
      return switch (code) {
        case ExitCode.BAD_USAGE, ExitCode.INCONCLUSIVE, ExitCode.NOTHING_JUDGED -> CANNOT_TELL;
        default -> code;
      };
    }
  };

  private static final String OPTION = "--exit-style";

  /** The code of this style that means the same as one of {@link ExitCode}. */
  abstract int code(int code);

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The style that arguments ask for, also if they are wrong otherwise: then it is needed, too. An
   * unknown one is the default here; the command refuses it.
   */
  static ExitStyle among(String... arguments) {
    Optional<String> wanted = value(OPTION, arguments);
    return wanted.isEmpty() ? DEFAULT : named(wanted.get()).orElse(DEFAULT);
  }

  private static Optional<ExitStyle> named(String text) {
    for (ExitStyle style : values()) {
      if (style.toString().equals(text)) {
        return Optional.of(style);
      }
    }
    return Optional.empty();
  }

  /** Reads a style's name. */
  static final class Converter implements ITypeConverter<ExitStyle> {
    @Override
    public ExitStyle convert(String text) {
      Optional<ExitStyle> style = named(text);
      if (style.isEmpty()) {
        throw new TypeConversionException(
            "expected one of " + Arrays.toString(values()) + ", not '" + text + "'");
      }
      return style.get();
    }
  }

  /** Whether whoever reads standard output waits for the word that a kselftest cannot go on. */
  static boolean bailsOut(String... arguments) {
    return among(arguments) == KSELFTEST
        || value("--format", arguments).orElse("").equals("kselftest");
  }

  private static Optional<String> value(String option, String... arguments) {
    Optional<String> found = Optional.empty();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith(option + "=")) {
        found = Optional.of(arguments[i].substring(option.length() + 1));
      } else if (arguments[i].equals(option) && i + 1 < arguments.length) {
        found = Optional.of(arguments[i + 1]);
      }
    }
    return found;
  }
}
