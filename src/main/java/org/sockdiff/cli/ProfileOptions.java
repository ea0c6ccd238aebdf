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

  /** The words of these options as they were given. */
  List<String> asGiven() {
    List<String> words = new ArrayList<>();
    profile.ifPresent(name -> words.addAll(List.of("--profile", name)));
    rules.forEach(rule -> words.addAll(List.of("--rule", rule)));
    return words;
  }

  static Profile read(String name) {
    try {
      Path file = Path.of(name);
      if (Files.isRegularFile(file)) {
        return Profiles.parse(name, Files.readString(file));
      }
      if (!name.startsWith("linux-") && !name.startsWith("gvisor-")) {
        throw new UsageException(
            "unknown profile '"
                + name
                + "': there is no such file, and other profiles are linux-VERSION (linux-6.1) and"
                + " gvisor-YYYYMMDD");
      }
    } catch (IOException e) {
      throw new UsageException("cannot read the profile " + name + ": " + Reason.of(e));
    } catch (InvalidPathException e) {
      throw new UsageException("not a profile: '" + name + "'");
    }
    return Profiles.named(name);
  }
}
