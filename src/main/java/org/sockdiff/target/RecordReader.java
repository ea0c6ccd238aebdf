// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.script.ScriptException;
import org.sockdiff.syntax.TraceReader;

/**
 * Reads a record (docs/records.md) case by case. The scripts are parsed and bound anew from their
 * texts in the record. Whatever is wrong with the file is a {@link RecordException}.
 */
public final class RecordReader implements Closeable {
  private static final String CUT_OFF = "the record ends within this case";

  private final LineSource lines;
  private final JsonFactory json = JsonObject.factory();
  private final RunHeader header;
  private String lastName = "";
  private String lastText = "";
  private String lastDigest = "";
  private List<Program> lastPrograms = List.of();
  private long cases;
  private boolean atEnd;
  private boolean partial;

  private RecordReader(LineSource lines) {
    this.lines = lines;
    JsonObject first = take();
    if (first == null) {
      throw lines.error("not a record: the file is empty, or ends within its first line");
    }
    this.header = HeaderReader.read(first);
    lines.pass();
  }

  /** Reads a stream, which is closed with the reader; errors call it by a name. */
  public static RecordReader of(InputStream in, String name) {
    return new RecordReader(new LineSource(in, name));
  }

  /** Reads a file, which is compressed if its name ends in {@code .gz}. */
  public static RecordReader of(Path file) {
    InputStream in;
    try {
      in = opened(file);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(file, "permission denied");
    } catch (IOException e) {
      throw unreadable(file, e.toString());
    }
    try {
      return of(in, file.toString());
    } catch (RecordException e) {
      closeAfter(in, e);
      throw e;
    }
  }

  private static InputStream opened(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    if (!file.toString().endsWith(".gz")) {
      return in;
    }
    try {
      return new GZIPInputStream(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Reads a whole file into memory. */
  public static RunRecord readAll(Path file) {
    try (RecordReader reader = of(file)) {
      return reader.rest();
    } catch (IOException e) {
      throw unreadable(file, e.toString());
    }
  }

  private static RecordException unreadable(Path file, String why) {
    return new RecordException(file.toString(), 1, "cannot read the file: " + why);
  }

  private static void closeAfter(InputStream in, RecordException failure) {
    try {
      in.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** What the record says of the run. */
  public RunHeader header() {
    return header;
  }

  /** Whether the record's end is missing; known when {@link #next} has answered the last case. */
  public boolean isPartial() {
    return partial;
  }

  /** All cases that were not read yet. */
  public RunRecord rest() {
    List<Recording> recordings = new ArrayList<>();
    for (Optional<Recording> next = next(); next.isPresent(); next = next()) {
      recordings.add(next.get());
    }
    return new RunRecord(header, recordings, partial);
  }

  /** The next case; empty at the record's end. One that is cut off has that as its trouble. */
  public Optional<Recording> next() {
    JsonObject line = atEnd ? null : take();
    if (line == null) {
      partial |= !atEnd;
      atEnd = true;
      return Optional.empty();
    }
    if (line.has(RecordKeys.FOOTER)) {
      footer(line.object(RecordKeys.FOOTER));
      return Optional.empty();
    }
    if (!line.has(RecordKeys.TEXT)) {
      throw line.wrong("expected the header of a case, or the footer");
    }
    Program program = program(line);
    lines.pass();
    cases++;
    return Optional.of(recording(program));
  }

  /** The next line; null at the end of the file, and of a last line that is cut off. */
  private @Nullable JsonObject take() {
    if (!lines.next()) {
      return null;
    }
    try {
      return JsonObject.parse(json, lines);
    } catch (RecordException e) {
      if (lines.isWhole()) {
        throw e;
      }
      return null;
    }
  }

  private Recording recording(Program program) {
    EventReader events = new EventReader(program);
    for (JsonObject line = take(); line != null; line = take()) {
      if (!line.optionalText(RecordKeys.CASE).equals(Optional.of(program.id()))) {
        throw line.wrong(
            "expected a line of case "
                + RecordException.quoted(program.id())
                + ", whose end is missing");
      }
      if (line.has(RecordKeys.END)) {
        return new Recording(
            program, events.events(), end(line.object(RecordKeys.END), events.events().size()));
      }
      events.read(line);
      lines.pass();
    }
    atEnd = true;
    partial = true;
    return new Recording(program, events.events(), Optional.of(CUT_OFF));
  }

  private Optional<String> end(JsonObject end, int events) {
    if (end.number(RecordKeys.EVENTS) != events) {
      throw end.wrong(
          "the case has " + events + " events here, but had " + end.number(RecordKeys.EVENTS));
    }
    lines.pass();
    return end.optionalText(RecordKeys.TROUBLE);
  }

  private Program program(JsonObject line) {
    String name = line.text(RecordKeys.NAME);
    String text = line.text(RecordKeys.TEXT);
    boolean isNew = cases == 0 || !name.equals(lastName) || !text.equals(lastText);
    String digest = isNew ? Sha256.of(text) : lastDigest;
    if (!line.text(RecordKeys.SHA256).equals(digest)) {
      throw line.wrong("the script's text is not the one that its sha256 was made of");
    }
    if (isNew) {
      lastPrograms = bind(line, name, text);
      lastName = name;
      lastText = text;
      lastDigest = digest;
    }
    String id = line.text(RecordKeys.CASE);
    List<String> variables = line.list(RecordKeys.VARIABLES, String.class);
    return lastPrograms.stream()
        .filter(program -> program.id().equals(id) && program.variables().equals(variables))
        .findFirst()
        .orElseThrow(() -> line.wrong("the script makes no case " + RecordException.quoted(id)));
  }

  private static List<Program> bind(JsonObject line, String name, String text) {
    try {
      return Binder.bind(TraceReader.parse(name, text));
    } catch (ScriptException e) {
      throw line.wrong("the script in the record is refused: " + e.errors().get(0));
    }
  }

  private void footer(JsonObject footer) {
    count(footer, RecordKeys.CASES, cases);
    count(footer, RecordKeys.LINES, lines.number() - 1);
    if (!footer.text(RecordKeys.SHA256).equals(lines.digest())) {
      throw footer.wrong("the record was changed: its lines do not have the footer's sha256");
    }
    atEnd = true;
    if (lines.next()) {
      throw lines.error("something stands behind the footer");
    }
  }

  private static void count(JsonObject footer, String key, long actual) {
    if (footer.number(key) != actual) {
      throw footer.wrong(
          "the footer counts " + footer.number(key) + " " + key + ", but there are " + actual);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
