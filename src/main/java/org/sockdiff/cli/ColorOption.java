// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import org.sockdiff.report.Style;
import picocli.CommandLine.Option;

/** Whether text is coloured. */
final class ColorOption {
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "always, never or auto (NO_COLOR, CLICOLOR_FORCE and TERM are heeded). Default: auto.")
  private When color = When.auto;

  enum When {
    always,
    never,
    auto
  }

  Style style(Streams streams) {
    return streams.style(color.name());
  }
}
