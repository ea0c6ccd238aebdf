// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.SockAddr.Inet;
import org.sockdiff.abi.SockAddr.Inet6;
import org.sockdiff.abi.UnixAddr;
import org.sockdiff.model.RawAddress;
import org.sockdiff.script.Location;
import org.sockdiff.script.Value;
import org.sockdiff.script.Value.Address;
import org.sockdiff.script.Value.Hex;

/**
 * Addresses as scripts write them. Only those that cannot leave lo are allowed: loopback,
 * unspecified, v4-mapped loopback, broadcast, multicast, and the nets that are reserved for
 * documentation.
 */
final class Addresses {
  private static final int MOST_GROUPS = 8;
  private static final int MOST_BYTES = 136;

  private Addresses() {}

  /** {@code 127.0.0.1:9000}, {@code [::1]:9000}. */
  static SockAddr parse(Address address) {
    String text = address.text();
    Location location = address.location();
    if (text.startsWith("unix:")) {
      return UnixAddr.parse(text)
          .map(unix -> checked(location, unix))
          .orElseThrow(() -> Scope.wrong(location, "not an address: " + text + "; write % as %25"));
    }
    int end = text.startsWith("[") ? text.indexOf(']') : Math.max(text.indexOf(':'), 0) - 1;
    int colon = end < 0 ? -1 : text.indexOf(':', end);
    if (colon < 0) {
      throw Scope.wrong(location, "the address needs a port: " + text + ":9000");
    }
    return host(location, text.substring(0, colon))
        .withPort(portOf(location, text.substring(colon + 1)));
  }

  /** A name in the file system is one in the directory that is made for the trace. */
  private static UnixAddr checked(Location location, UnixAddr address) {
    if (address.isPathname() && !isInside(address.name())) {
      throw Scope.wrong(
          location,
          address + " is not allowed: a path leads to a file in the trace's own directory");
    }
    if (address.name().length() > UnixAddr.LONGEST - 1) {
      throw Scope.wrong(location, "a name has at most " + (UnixAddr.LONGEST - 1) + " bytes");
    }
    return address;
  }

  /** Whether a path starts in the directory and does not lead up. */
  private static boolean isInside(Bytes path) {
    String text = new String(path.toArray(), StandardCharsets.ISO_8859_1);
    return !text.startsWith("/") && text.indexOf(0) < 0 && !List.of(text.split("/")).contains("..");
  }

  /** The bytes of an address, also more of them than any call copies. */
  static SockAddr raw(Hex hex) {
    if (!hex.bytes().isExact() || hex.prefix()) {
      throw Scope.wrong(hex.location(), "an address has no wildcards");
    }
    length(hex, hex.bytes().length());
    SockAddr.Raw raw = new SockAddr.Raw(hex.bytes().bytes(), false);
    if (!RawAddress.host(raw).map(Addresses::isAllowed).orElse(true)) {
      throw Scope.wrong(hex.location(), "these bytes are an address that could leave the machine");
    }
    if (RawAddress.hasFlowOrScope(raw)) {
      throw Scope.wrong(hex.location(), "these bytes have flow information or a scope");
    }
    if (RawAddress.readUnix(raw) instanceof UnixAddr unix) {
      checked(hex.location(), unix);
    }
    return raw;
  }

  static int length(Value value, int length) {
    if (length > MOST_BYTES) {
      throw Scope.wrong(
          value.location(), "an address has at most " + MOST_BYTES + " bytes, not " + length);
    }
    return length;
  }

  /** A host alone, with port 0. */
  static SockAddr host(Address host) {
    return host(host.location(), host.text());
  }

  /** A host without a port, and its port. */
  static SockAddr parse(Address host, int port) {
    return host(host.location(), host.text()).withPort(port);
  }

  private static int portOf(Location location, String text) {
    if (text.isEmpty() || text.length() > 5 || Integer.parseInt(text) > 65535) {
      throw Scope.wrong(location, "a port is 0 to 65535, not " + text);
    }
    return Integer.parseInt(text);
  }

  private static SockAddr host(Location location, String text) {
    SockAddr address =
        (text.startsWith("[")
                ? inet6(text.substring(1, text.length() - 1))
                : inet(text).map(a -> (SockAddr) new Inet(a, 0)))
            .orElseThrow(() -> Scope.wrong(location, "not an address: " + text));
    if (!isAllowed(address)) {
      throw Scope.wrong(
          location,
          text
              + " is not allowed: scripts use 127.0.0.0/8, [::1], 0.0.0.0, [::], v4-mapped loopback,"
              + " broadcast, multicast, and 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24,"
              + " 2001:db8::/32");
    }
    return address;
  }

  private static boolean isAllowed(SockAddr address) {
    if (address instanceof Inet v4) {
      int a = v4.address();
      int net = a & 0xffffff00;
      return a >>> 24 == 127
          || a == 0
          || a == -1
          || a >>> 28 == 14
          || net == 0xc0000200
          || net == 0xc6336400
          || net == 0xcb007100;
    }
    if (!(address instanceof Inet6 v6)) {
      return true;
    }
    if (v6.isMapped()) {
      int a = (int) v6.low();
      return a >>> 24 == 127 || a == 0;
    }
    return (v6.high() == 0 && (v6.low() == 0 || v6.low() == 1))
        || v6.high() >>> 56 == 0xff
        || v6.high() >>> 32 == 0x20010db8L;
  }

  private static Optional<Integer> inet(String text) {
    int address = 0;
    int parts = 0;
    for (String part : text.split("\\.", -1)) {
      if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(Character::isDigit)) {
        return Optional.empty();
      }
      int number = Integer.parseInt(part);
      if (number > 255) {
        return Optional.empty();
      }
      address = address << 8 | number;
      parts++;
    }
    return parts == 4 ? Optional.of(address) : Optional.empty();
  }

  private static Optional<SockAddr> inet6(String text) {
    int gap = text.indexOf("::");
    Optional<List<Integer>> before = groups(gap < 0 ? text : text.substring(0, gap));
    Optional<List<Integer>> after = groups(gap < 0 ? "" : text.substring(gap + 2));
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    int written = before.get().size() + after.get().size();
    if (gap < 0 ? written != MOST_GROUPS : written >= MOST_GROUPS) {
      return Optional.empty();
    }
    List<Integer> all = new ArrayList<>(before.get());
    for (int i = written; i < MOST_GROUPS; i++) {
      all.add(0);
    }
    all.addAll(after.get());
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | all.get(i);
      low = low << 16 | all.get(4 + i);
    }
    return Optional.of(new Inet6(high, low, 0));
  }

  private static Optional<List<Integer>> groups(String text) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return Optional.of(groups);
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && parts[i].contains(".")) {
        Optional<Integer> v4 = inet(parts[i]);
        if (v4.isEmpty()) {
          return Optional.empty();
        }
        groups.add(v4.get() >>> 16);
        groups.add(v4.get() & 0xffff);
      } else {
        if (parts[i].isEmpty() || parts[i].length() > 4 || !isHex(parts[i])) {
          return Optional.empty();
        }
        groups.add(Integer.parseInt(parts[i], 16));
      }
    }
    return Optional.of(groups);
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
