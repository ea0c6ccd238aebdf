// SPDX-License-Identifier: Apache-2.0
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sockdiff.cli.Main;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes what can be derived from the commands into a directory: an AsciiDoc page for each, from
 * which asciidoctor makes the manual, and the completion for bash. Run by the build, as a source
 * file.
 */
final class Documents {
  private Documents() {}

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    CommandLine sockdiff = Main.commandLine();
    page(directory.resolve("sockdiff.1.adoc"), sockdiff);
    for (CommandLine command : sockdiff.getSubcommands().values()) {
      page(directory.resolve("sockdiff-" + command.getCommandName() + ".1.adoc"), command);
    }
    Files.writeString(directory.resolve("sockdiff.bash"), AutoComplete.bash("sockdiff", sockdiff));
  }

  private static void page(Path file, CommandLine command) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, UTF_8))) {
      ManPageGenerator.writeSingleManPage(out, command.getCommandSpec());
    }
  }
}
