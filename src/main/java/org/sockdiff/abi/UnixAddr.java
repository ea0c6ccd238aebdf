// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.Optional;

/**
 * {@code struct sockaddr_un}: a pathname, an abstract name, or no name at all.
 *
 * <p>Its text is {@code unix:path}, {@code unix:@name} or {@code AF_UNIX}; bytes that cannot stand
 * there are written {@code %2f}.
 *
 * <p>Source: net/unix/af_unix.c, unix_mkname_bsd and unix_getname; unix(7).
 *
 * @param name the name's bytes: without the NUL at the end of a pathname, and without the one at
 *     the start of an abstract name
 * @param isAbstract whether the name is an abstract one; a pathname that is empty is no name
 */
public record UnixAddr(Bytes name, boolean isAbstract) implements SockAddr {
  /** The bytes of sun_path. */
  public static final int LONGEST = 108;

  /** Of a socket that is bound to nothing. */
  public static final UnixAddr UNNAMED = new UnixAddr(Bytes.EMPTY, false);

  private static final String PREFIX = "unix:";
  private static final String PLAIN = "_./@+~-";

  public static UnixAddr pathname(String path) {
    return new UnixAddr(Bytes.ofText(path), false);
  }

  public boolean isUnnamed() {
    return !isAbstract && name.isEmpty();
  }

  /** Whether it names a file. */
  public boolean isPathname() {
    return !isAbstract && !name.isEmpty();
  }

  /** What the bytes of sun_path mean, as many as the address's length says. */
  public static UnixAddr ofPath(Bytes path) {
    if (path.isEmpty()) {
      return UNNAMED;
    }
    if (path.at(0) == 0) {
      return new UnixAddr(path.slice(1, path.length()), true);
    }
    int end = 1;
    while (end < path.length() && path.at(end) != 0) {
      end++;
    }
    return new UnixAddr(path.first(end), false);
  }

  /** The address of a text that {@link #toString} wrote; empty if it is none. */
  public static Optional<UnixAddr> parse(String text) {
    if (text.equals("AF_UNIX")) {
      return Optional.of(UNNAMED);
    }
    if (!text.startsWith(PREFIX) || text.length() == PREFIX.length()) {
      return Optional.empty();
    }
    boolean named = text.startsWith("@", PREFIX.length());
    return unescaped(text.substring(PREFIX.length() + (named ? 1 : 0)))
        .map(name -> new UnixAddr(name, named));
  }

  private static Optional<Bytes> unescaped(String text) {
    byte[] bytes = new byte[text.length()];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = text.charAt(i);
      if (value == '%') {
        value = i + 2 < text.length() ? hex(text, i + 1) : -1;
        i += 2;
      }
      if (value < 0 || value > 0xff) {
        return Optional.empty();
      }
      bytes[count++] = (byte) value;
    }
    return Optional.of(Bytes.copyOf(bytes).first(count));
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : 16 * high + low;
  }

  @Override
  public int family() {
    return Family.AF_UNIX;
  }

  @Override
  public int port() {
    return -1;
  }

  @Override
  public boolean isLike(SockAddr other) {
    return !isUnnamed() && equals(other);
  }

  @Override
  public SockAddr plain() {
    return this;
  }

  @Override
  public boolean isAny() {
    return false;
  }

  @Override
  public SockAddr withPort(int port) {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnixAddr that
        && that.isAbstract == isAbstract
        && that.name.equals(name);
  }

  @Override
  public int hashCode() {
    return 2 * name.hashCode() + (isAbstract ? 1 : 0);
  }

  @Override
  public String toString() {
    if (isUnnamed()) {
      return "AF_UNIX";
    }
    StringBuilder text = new StringBuilder(PREFIX).append(isAbstract ? "@" : "");
    for (int i = 0; i < name.length(); i++) {
      char c = (char) (name.at(i) & 0xff);
      boolean plain = (Character.isLetterOrDigit(c) && c < 0x80) || PLAIN.indexOf(c) >= 0;
      if (plain && !(c == '@' && i == 0)) {
        text.append(c);
      } else {
        text.append(String.format("%%%02x", (int) c));
      }
    }
    return text.toString();
  }
}
