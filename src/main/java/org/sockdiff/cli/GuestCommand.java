// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockdiff.op.Program;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.target.RecordReader;
import org.sockdiff.target.RecordWriter;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What sockdiff starts on a kernel that it observes: it only records, and leaves judging to whoever
 * reads the record.
 *
 * <p>Standard input is a record of the cases to run, without events; standard output becomes the
 * record of what was seen. Each case is written as soon as it has run, so that a guest that dies
 * leaves what it saw.
 */
@Command(
    name = "guest",
    hidden = true,
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    header = "Records cases on this kernel, for a sockdiff that runs elsewhere.",
    description = {
      "",
      "Reads from standard input a record that names the cases, and writes to standard output what this"
          + " kernel did. sockdiff matrix starts it in its guests; it judges nothing.",
      ""
    })
final class GuestCommand implements Callable<Integer> {
  private final Streams streams;
  private final InputStream in;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many cases run at once; 1 where network namespaces share counters. Default: 1.")
  private int jobs = 1;

  @Option(
      names = "--call-deadline",
      paramLabel = "MS",
      defaultValue = "1000",
      description =
          "After how many milliseconds a call that does not return is interrupted. Default: 1000.")
  private int callDeadline = 1000;

  GuestCommand(Streams streams, InputStream in) {
    this.streams = streams;
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    if (jobs < 1 || jobs > 256) {
      throw new UsageException("--jobs is 1 to 256, not " + jobs);
    }
    if (callDeadline < 1 || callDeadline > 60_000) {
      throw new UsageException("--call-deadline is 1 to 60000 milliseconds, not " + callDeadline);
    }
    List<Program> programs = plan();
    try (LiveKernel kernel =
            LiveKernel.open(Math.max(1, Math.min(jobs, programs.size())), callDeadline);
        RecordWriter writer =
            RecordWriter.to(streams.out(), RunHeader.of(Version.text(), kernel.machine()))) {
      writer.flush();
      Batch.run(kernel::onWorkers, programs, kernel::record, recording -> write(writer, recording));
      writer.finish();
    }
    return ExitCode.CONFORMS;
  }

  private List<Program> plan() throws IOException {
    List<Program> programs = new ArrayList<>();
    try (RecordReader reader = RecordReader.of(in, "standard input")) {
      for (Optional<Recording> next = reader.next(); next.isPresent(); next = reader.next()) {
        programs.add(next.get().program());
      }
      if (reader.isPartial()) {
        throw new UsageException("the record on standard input is cut off");
      }
    }
    return programs;
  }

  private void write(RecordWriter writer, Recording recording) {
    try {
      writer.write(recording);
      writer.flush();
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write on in the record: " + Reason.of(e), "what reads it is gone, or full");
    }
    if (streams.out().checkError()) {
      throw new EnvironmentException(
          "cannot write on in the record", "what reads it is gone, or full");
    }
  }
}
