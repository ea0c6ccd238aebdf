// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Profiles;
import picocli.CommandLine.Option;

/** Which kernel the model is. */
final class ProfileOptions {
  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description =
          "The kernel that the model is: linux-VERSION, gvisor-YYYYMMDD, or a profile file."
              + " Default: the kernel that was observed.")
  private Optional<String> profile = Optional.empty();

  @Option(
      names = "--rule",
      paramLabel = "RULE=ANSWER",
      description = "Overrides one answer of the profile; may be given several times.")
  private List<String> rules = new ArrayList<>();

  /** The profile that was asked for; the observed kernel's if none was. */
  Profile choose(Profile observed) {
    Profile chosen = profile.map(ProfileOptions::read).orElse(observed);
    for (String rule : rules) {
      chosen = Profiles.override(chosen, rule);
    }
    return chosen;
  }

  /** These options as they were given, each after a blank. */
  String asGiven() {
    StringBuilder text = new StringBuilder();
    profile.ifPresent(name -> text.append(" --profile ").append(name));
    rules.forEach(rule -> text.append(" --rule ").append(rule));
    return text.toString();
  }

  private static Profile read(String name) {
    try {
      Path file = Path.of(name);
      if (Files.isRegularFile(file)) {
        return Profiles.parse(name, Files.readString(file));
      }
    } catch (IOException e) {
      throw new UsageException("cannot read the profile " + name + ": " + e.getMessage());
    } catch (InvalidPathException e) {
      throw new UsageException("not a profile: '" + name + "'");
    }
    return Profiles.named(name);
  }
}
