// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.sys.EnvironmentException;

/**
 * A file of /proc that is kept open and read again and again, whole and by one call: each reading
 * from offset 0 shows the present state of what was opened, from whatever thread it is made.
 */
final class SystemFile implements AutoCloseable {
  private static final int CLOSED = -1;
  private static final int O_CLOEXEC = 0x80000;
  private static final int PATH_CAPACITY = 256;

  private final String path;
  private final NativeMemory memory;
  private final ByteBuffer bytes;
  private final int capacity;
  private int fd;

  private SystemFile(String path, NativeMemory memory, int capacity, int fd) {
    this.path = path;
    this.memory = memory;
    this.bytes = memory.bytes();
    this.capacity = capacity;
    this.fd = fd;
  }

  /**
   * Opens a file.
   *
   * @param capacity how many bytes are read at most
   * @return empty if there is no such file
   */
  static Optional<SystemFile> open(String path, int capacity) {
    NativeMemory memory = new NativeMemory(Math.max(capacity, PATH_CAPACITY));
    memory.putText(0, path);
    try (memory) {
      int fd = Libc.open(memory.at(0), O_CLOEXEC);
      if (fd >= 0) {
        return Optional.of(new SystemFile(path, memory, capacity, fd));
      }
      Errno errno = Errno.of(Libc.errno());
      if (errno == Errno.ENOENT) {
        return Optional.empty();
      }
      throw failure("open", path, errno);
    }
  }

  /** What a small file holds now; empty if there is no such file. */
  static Optional<String> textOf(String path) {
    Optional<SystemFile> opened = open(path, 4096);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (SystemFile file = opened.get()) {
      int length = file.read();
      byte[] text = new byte[length];
      file.bytes.get(0, text);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    }
  }

  /** What was read last, from index 0. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Reads the file; the answer is how many bytes of it {@link #bytes} now holds. */
  int read() {
    int length = tryRead();
    if (length < 0) {
      throw failure("read", path, Errno.of(-length));
    }
    return length;
  }

  /** Reads the file; the answer is the length or, negated, the errno. */
  int tryRead() {
    long length = Libc.pread(fd, memory.at(0), capacity, 0);
    return length < 0 ? -Libc.errno() : (int) length;
  }

  @Override
  public void close() {
    if (fd != CLOSED) {
      Libc.close(fd);
      fd = CLOSED;
    }
  }

  private static EnvironmentException failure(String call, String path, Errno errno) {
    return new EnvironmentException(
        call + " " + path + ": " + errno + " (" + errno.text() + ")",
        "sockdiff needs a /proc that it may read");
  }
}
