// SPDX-License-Identifier: Apache-2.0
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes launcher and jar into one executable file. The launcher ends in {@code exec}, so that no
 * shell reads on; a jar is read from its end. The offsets in the jar are made to count from the
 * start of the file, as zip -A does. Run by the build, as a source file.
 *
 * <p>Format: PKWARE's APPNOTE.TXT, 4.3.12 (central directory) and 4.3.16 (its end).
 */
final class SingleFile {
  private static final String MARK = "\nsingle_file=\n";

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int END_ENTRIES = 10;
  private static final int END_OFFSET = 16;

  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int ENTRY_NAME = 28;
  private static final int ENTRY_EXTRA = 30;
  private static final int ENTRY_COMMENT = 32;
  private static final int ENTRY_OFFSET = 42;

  private SingleFile() {}

  /** The launcher, the jar, and the file to write. */
  public static void main(String[] args) throws IOException {
    byte[] launcher = marked(Files.readString(Path.of(args[0]))).getBytes(UTF_8);
    ByteBuffer jar = ByteBuffer.wrap(Files.readAllBytes(Path.of(args[1])));
    shift(jar.order(ByteOrder.LITTLE_ENDIAN), launcher.length);
    Path file = Path.of(args[2]);
    ByteBuffer whole = ByteBuffer.allocate(launcher.length + jar.capacity());
    Files.write(file, whole.put(launcher).put(jar.array()).array());
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }

  /** The launcher, told that it is itself the jar. */
  private static String marked(String launcher) {
    int mark = launcher.indexOf(MARK);
    require(mark >= 0 && mark == launcher.lastIndexOf(MARK), "no 'single_file=' in the launcher");
    return launcher.replace(MARK, MARK.stripTrailing() + "1\n");
  }

  private static void shift(ByteBuffer jar, int by) {
    int end = jar.capacity() - END_LENGTH;
    require(jar.getInt(end) == END_SIGNATURE, "the jar does not end in an end of a directory");
    int entries = Short.toUnsignedInt(jar.getShort(end + END_ENTRIES));
    int entry = jar.getInt(end + END_OFFSET);
    require(entries != 0xffff && entry >= 0, "the jar is of the 64-bit kind");
    add(jar, end + END_OFFSET, by);
    for (int i = 0; i < entries; i++) {
      require(
          jar.getInt(entry) == ENTRY_SIGNATURE, "the jar's directory is not where it should be");
      add(jar, entry + ENTRY_OFFSET, by);
      entry +=
          ENTRY_LENGTH
              + Short.toUnsignedInt(jar.getShort(entry + ENTRY_NAME))
              + Short.toUnsignedInt(jar.getShort(entry + ENTRY_EXTRA))
              + Short.toUnsignedInt(jar.getShort(entry + ENTRY_COMMENT));
    }
    require(entry == end, "the jar's directory does not end where it should");
  }

  private static void add(ByteBuffer jar, int position, int number) {
    jar.putInt(position, Math.addExact(jar.getInt(position), number));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
