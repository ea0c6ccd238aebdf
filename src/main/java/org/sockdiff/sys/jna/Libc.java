// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * The C functions, mapped directly: {@code int} is int, pointers, {@code size_t} and {@code long}
 * are long, so 64-bit only. After a result of -1, and only then, {@link #errno} must be the very
 * next call: a success leaves the last failure's errno standing.
 */
final class Libc {
  static {
    // The process itself is searched, not a file named libc.so, which may be a linker script.
    Native.register(Libc.class, NativeLibrary.getProcess());
  }

  private Libc() {}

  static native int socket(int family, int type, int protocol);

  static native int socketpair(int family, int type, int protocol, long descriptors);

  static native int bind(int fd, long address, int length);

  static native int connect(int fd, long address, int length);

  static native int getsockname(int fd, long address, long length);

  static native int getpeername(int fd, long address, long length);

  static native long send(int fd, long data, long length, int flags);

  static native long sendto(int fd, long data, long length, int flags, long address, int size);

  static native long sendmsg(int fd, long message, int flags);

  static native long recv(int fd, long data, long length, int flags);

  static native long recvfrom(int fd, long data, long length, int flags, long address, long size);

  static native long recvmsg(int fd, long message, int flags);

  static native int recvmmsg(int fd, long messages, int count, int flags, long timeout);

  static native int sendmmsg(int fd, long messages, int count, int flags);

  static native long read(int fd, long data, long length);

  static native long readv(int fd, long parts, int count);

  static native long write(int fd, long data, long length);

  static native long writev(int fd, long parts, int count);

  static native int listen(int fd, int backlog);

  static native int accept(int fd, long address, long size);

  static native int accept4(int fd, long address, long size, int flags);

  static native int dup(int fd);

  static native int poll(long entries, long count, int timeoutMillis);

  static native int shutdown(int fd, int how);

  static native int close(int fd);

  static native int getsockopt(int fd, int level, int name, long value, long length);

  static native int setsockopt(int fd, int level, int name, long value, int length);

  /** Variadic in C; on x86-64 and AArch64 Linux a long passes through either convention alike. */
  static native int fcntl(int fd, int command, long argument);

  /** Variadic in C, as {@link #fcntl}. */
  static native int ioctl(int fd, long request, long argument);

  /** Variadic in C, as {@link #fcntl}; never with O_CREAT. */
  static native int open(long path, int flags);

  static native long pread(int fd, long data, long length, long offset);

  static native int chdir(long path);

  static native int fchdir(int fd);

  static native int unshare(int flags);

  /**
   * Variadic in C, as {@link #fcntl}. gettid and tgkill have no function of their own before glibc
   * 2.30.
   */
  static native long syscall(long number, long first, long second, long third);

  static native int getpid();

  static native int isatty(int fd);

  static native int getpagesize();

  static native int uname(long names);

  static native int clock_getres(int clock, long resolution);

  static native int sigaction(int signal, long action, long former);

  static native int sched_getaffinity(int thread, long size, long mask);

  static native int sched_setaffinity(int thread, long size, long mask);

  /** The errno of the C function that was called just before on this thread and returned -1. */
  static int errno() {
    return Native.getLastError();
  }

  /** Where a direct buffer's bytes are. They stay there as long as the buffer is reachable. */
  static long addressOf(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  /** The address of a C function, for the kernel to call. */
  static long function(String name) {
    return Pointer.nativeValue(NativeLibrary.getProcess().getFunction(name));
  }
}
