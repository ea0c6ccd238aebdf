// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.util.List;
import org.sockdiff.lint.Finding;
import org.sockdiff.lint.Level;
import org.sockdiff.script.Location;

/** Findings as workflow commands, which GitHub shows beside the lines of a pull request. */
public final class LintGithub {
  private LintGithub() {}

  /** Writes them. */
  public static void write(PrintStream out, List<Finding> findings) {
    for (Finding finding : findings) {
      Location location = finding.location();
      out.print(
          "::"
              + command(finding.level())
              + " file="
              + property(location.file())
              + ",line="
              + location.line()
              + ",col="
              + location.column()
              + ",title="
              + property(finding.rule().id() + " " + finding.rule().slug())
              + "::"
              + text(finding.message())
              + "\n");
    }
  }

  private static String command(Level level) {
    return switch (level) {
      case NOTE -> "notice";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }

  private static String text(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return text(text).replace(":", "%3A").replace(",", "%2C");
  }
}
