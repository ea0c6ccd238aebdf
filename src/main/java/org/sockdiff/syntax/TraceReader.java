// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sockdiff.script.Location;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptException;

/** Reads trace scripts. */
public final class TraceReader {
  private TraceReader() {}

  /**
   * Parses a script.
   *
   * @param name the path that errors and locations shall name
   * @throws ScriptException with all errors of the script, the first 20 of them at most
   */
  public static Script parse(String name, String text) {
    return new FileParser(name, text).parse();
  }

  /**
   * Reads and parses a file: UTF-8, at most 1 MiB.
   *
   * @param name the path that errors and locations shall name
   * @throws ScriptException also if the file cannot be read
   */
  public static Script read(Path file, String name) {
    return parse(name, text(name, bytes(file, name)));
  }

  /**
   * Reads and parses a stream, likewise; it is not closed.
   *
   * @param name what errors and locations shall call it
   */
  public static Script read(InputStream in, String name) {
    try {
      return parse(name, text(name, bytes(in, name)));
    } catch (IOException e) {
      throw unreadable(name, e.toString());
    }
  }

  private static byte[] bytes(Path file, String name) {
    try (InputStream in = Files.newInputStream(file)) {
      return bytes(in, name);
    } catch (NoSuchFileException e) {
      throw unreadable(name, "no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(name, "permission denied");
    } catch (IOException e) {
      throw unreadable(name, Files.isDirectory(file) ? "it is a directory" : e.toString());
    }
  }

  private static byte[] bytes(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(Limits.FILE_BYTES + 1);
    if (bytes.length > Limits.FILE_BYTES) {
      throw new ScriptException(new Location(name, 1, 1), "the file is longer than 1 MiB");
    }
    return bytes;
  }

  private static ScriptException unreadable(String name, String why) {
    return new ScriptException(new Location(name, 1, 1), "cannot read the file: " + why);
  }

  private static String text(String name, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int lineStart = text.lastIndexOf('\n') + 1;
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      throw new ScriptException(
          new Location(name, line, text.length() - lineStart + 1),
          "not UTF-8: byte 0x" + Integer.toHexString(bytes[in.position()] & 0xff));
    }
    return text;
  }
}
