// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockdiff.check.Column;
import org.sockdiff.check.Matrix;
import org.sockdiff.op.Program;
import org.sockdiff.report.MatrixText;
import org.sockdiff.report.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The same traces on several kernels, in one table. */
@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Runs traces on several kernels, and explains the differences.",
    description = {
      "",
      "Runs the same traces on several kernels, judges each kernel by the profile of its own version, and"
          + " compares each with the first.",
      "",
      "Kernels are: host; uml[:BINARY], User-Mode Linux; qemu:KERNEL, an image or the version of one that"
          + " 'sockdiff kernels get' fetched; runsc[:PLATFORM], gVisor; cmd:PREFIX, any command that runs a"
          + " shell command on another kernel; record:FILE, what was recorded before.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sockdiff matrix --kernels host,uml,runsc",
      "  sockdiff matrix udp/ --kernels host,qemu:5.10,qemu:6.12,qemu:7",
      "  sockdiff matrix --kernels kernels.txt --repeat 3"
    })
final class MatrixCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(
      paramLabel = "PATH",
      description = "Trace files, or directories of them. Default: traces/.")
  private List<String> paths = List.of();

  @Option(
      names = "--kernels",
      paramLabel = "LIST|FILE",
      required = true,
      description =
          "The kernels, parted by commas, or a file with one on each line; the first is the one that the"
              + " others are compared with.")
  private String kernels = "";

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Runs all of it N times; a case that differs from itself on one kernel is flaky. Default: 1.")
  private int repeat = 1;

  @Option(
      names = "--records",
      paramLabel = "DIRECTORY",
      description = "Keeps what each kernel did: a record each, as sockdiff judge reads it.")
  private Optional<Path> records = Optional.empty();

  @Option(
      names = {"-v", "--verbose"},
      description = "Gives a row to cases that are the same on all kernels, too.")
  private boolean verbose;

  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private GuestOptions guests = new GuestOptions();
  @Mixin private MatrixReport report = new MatrixReport();
  @Mixin private ColorOption color = new ColorOption();

  MatrixCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (repeat < 1 || repeat > 100) {
      throw new UsageException("--repeat is 1 to 100, not " + repeat);
    }
    Optional<Path> page = report.file();
    List<Program> programs = selection.choose(Suite.read(TraceFiles.under(pathsOrDefault())));
    KernelRuns runs = new KernelRuns(guests.observer(), records, streams.err(), System::nanoTime);
    List<Column> columns = new ArrayList<>();
    for (String kernel : KernelNames.of(kernels)) {
      columns.add(runs.column(kernel, programs, repeat));
    }
    Matrix matrix = Matrix.of(columns, programs, System::nanoTime);
    new MatrixText(streams.out(), color.style(streams), verbose).write(matrix);
    page.ifPresent(file -> MatrixReport.write(file, matrix));
    Summary summary = new Summary();
    matrix.rows().forEach(row -> row.cells().forEach(cell -> summary.add(cell.result())));
    return RunCommand.exitCode(summary);
  }

  private List<String> pathsOrDefault() {
    if (!paths.isEmpty()) {
      return paths;
    }
    if (!Files.isDirectory(Path.of("traces"))) {
      throw new UsageException("there is no traces/ here: name a trace file or a directory");
    }
    return List.of("traces");
  }
}
