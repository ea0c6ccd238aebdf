// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import org.jspecify.annotations.Nullable;
import org.sockdiff.op.Program;
import org.sockdiff.script.Script;

/**
 * Writes a record (docs/records.md): the run's header at once, then a case at a time, and the
 * footer when it is told that the run is complete. Not safe for use by several threads.
 */
public final class RecordWriter implements Closeable {
  private final DigestOutputStream out;
  private final JsonGenerator json;
  private final @Nullable Destination destination;
  private String lastText = "";
  private String lastDigest = Sha256.of("");
  private long cases;
  private long lines;
  private boolean finished;

  /** A file under its temporary name. */
  private record Destination(FileChannel channel, Path temporary, Path file) {}

  private RecordWriter(OutputStream target, RunHeader header, @Nullable Destination destination)
      throws IOException {
    this.out = new DigestOutputStream(target, Sha256.start());
    this.json = factory().createGenerator(out);
    this.destination = destination;
    new HeaderWriter(json).write(header);
    lines = 1;
  }

  private static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .rootValueSeparator((String) null)
        .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
        .build();
  }

  /** Writes to a stream, which is closed with the writer. */
  public static RecordWriter to(OutputStream out, RunHeader header) throws IOException {
    return new RecordWriter(out, header, null);
  }

  /**
   * Writes to a file beside the given one, {@code NAME.PID.partial}, which takes the name when the
   * record is finished; if that never comes about it stays as it is, and can be read.
   */
  public static RecordWriter to(Path file, RunHeader header) throws IOException {
    String name = file.getFileName() + "." + ProcessHandle.current().pid() + ".partial";
    Path temporary = file.resolveSibling(name);
    FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      return new RecordWriter(
          Channels.newOutputStream(channel), header, new Destination(channel, temporary, file));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Writes what was seen of one case. */
  public void write(Recording recording) throws IOException {
    if (finished) {
      throw new IllegalStateException("the record is finished");
    }
    Program program = recording.program();
    header(program);
    EventWriter events = new EventWriter(json, program);
    for (Event event : recording.events()) {
      events.write(event);
    }
    end(recording);
    cases++;
    lines += recording.events().size() + 2L;
  }

  private void header(Program program) throws IOException {
    Script script = program.script();
    if (!script.text().equals(lastText)) {
      lastText = script.text();
      lastDigest = Sha256.of(script.text());
    }
    json.writeStartObject();
    json.writeStringField(RecordKeys.CASE, program.id());
    json.writeStringField(RecordKeys.NAME, script.name());
    json.writeArrayFieldStart(RecordKeys.VARIABLES);
    for (String variable : program.variables()) {
      json.writeString(variable);
    }
    json.writeEndArray();
    json.writeStringField(RecordKeys.SHA256, lastDigest);
    json.writeStringField(RecordKeys.TEXT, script.text());
    endLine();
  }

  private void end(Recording recording) throws IOException {
    json.writeStartObject();
    json.writeStringField(RecordKeys.CASE, recording.program().id());
    json.writeObjectFieldStart(RecordKeys.END);
    json.writeNumberField(RecordKeys.EVENTS, recording.events().size());
    if (recording.trouble().isPresent()) {
      json.writeStringField(RecordKeys.TROUBLE, recording.trouble().get());
    }
    json.writeEndObject();
    endLine();
  }

  private void endLine() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** Hands over what was written so far to the stream. */
  public void flush() throws IOException {
    json.flush();
  }

  /** The run is complete: writes the footer, and gives a file its name. */
  public void finish() throws IOException {
    if (finished) {
      throw new IllegalStateException("the record is finished");
    }
    finished = true;
    json.flush();
    String digest = Sha256.hex(out.getMessageDigest());
    json.writeStartObject();
    json.writeObjectFieldStart(RecordKeys.FOOTER);
    json.writeNumberField(RecordKeys.CASES, cases);
    json.writeNumberField(RecordKeys.LINES, lines);
    json.writeStringField(RecordKeys.SHA256, digest);
    json.writeEndObject();
    endLine();
    json.flush();
    if (destination != null) {
      destination.channel.force(true);
      Files.move(destination.temporary, destination.file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Closes the stream or file. A record that was not finished has no footer: it is partial. */
  @Override
  public void close() throws IOException {
    json.close();
  }
}
