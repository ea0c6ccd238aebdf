// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;

/** Arguments of calls in C: what prepares them is written down, what passes them is returned. */
final class CArguments {
  /** Below this a number stands for a name of the script, above for itself. */
  private static final int NAMES = 1 << 20;

  private static final Name NO_NAME = new Name("NULL", "0");

  private final List<String> lines;
  private final Function<SockAddr, Optional<Integer>> standsFor;

  /**
   * Arguments.
   *
   * @param lines where to write down what prepares them
   * @param standsFor the number of the socket whose own address it is, if it is one
   */
  CArguments(List<String> lines, Function<SockAddr, Optional<Integer>> standsFor) {
    this.lines = lines;
    this.standsFor = standsFor;
  }

  /**
   * An address as two arguments.
   *
   * @param pointer of any type
   */
  record Name(String pointer, String length) {
    /** As the calls take it that are declared with struct sockaddr. */
    @Override
    public String toString() {
      return (pointer.startsWith("&") ? "(struct sockaddr *)" : "") + pointer + ", " + length;
    }
  }

  /** Whether a number stands for a name of the script. */
  static boolean isName(int number) {
    return number >= 0 && number < NAMES;
  }

  static String fd(int number) {
    return isName(number) ? "fd[" + number + "]" : Integer.toString(number);
  }

  /** Prepares an address. */
  Name to(SockAddr address) {
    Optional<Integer> socket = standsFor.apply(address);
    if (socket.isPresent()) {
      lines.add("own(" + fd(socket.get()) + ");");
    } else if (address instanceof SockAddr.Raw raw) {
      if (raw.fault()) {
        return new Name("bad", Integer.toString(raw.bytes().length()));
      }
      lines.add("raw(" + CText.bytes(raw.bytes()) + ", " + raw.bytes().length() + ");");
    } else if (address == SockAddr.NONE) {
      return NO_NAME;
    } else if (address == SockAddr.UNSPEC) {
      lines.add("raw(\"\", 0);");
      lines.add("addr_len = 16;");
    } else if (address instanceof SockAddr.Inet || address instanceof SockAddr.Inet6) {
      String text = address.withPort(0).toString();
      String host = text.substring(0, text.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
      String inet = address instanceof SockAddr.Inet ? "inet" : "inet6";
      lines.add(inet + "(\"" + host + "\", " + address.port() + ");");
    } else {
      throw new ExportException("an address of a family that is not exported: " + address);
    }
    return new Name("&addr", "addr_len");
  }

  /** Lays bytes out to be sent; the answer is where they are. */
  String sent(Payload data, int at) {
    if (data.fault()) {
      return "bad";
    }
    lines.addAll(CText.puts(data.bytes(), at));
    return at == 0 ? "out" : "out + " + at;
  }

  /** Fills the iovec array with what is to be sent. */
  void parts(List<Payload> parts) {
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      iovec(i, sent(parts.get(i), at), parts.get(i).length());
      at += parts.get(i).length();
    }
  }

  /** Fills it with room; the answer is how much there is in all. */
  int rooms(List<Room> rooms) {
    int at = 0;
    for (int i = 0; i < rooms.size(); i++) {
      iovec(i, into(rooms.get(i), at), rooms.get(i).length());
      at += rooms.get(i).length();
    }
    lines.add("room(" + at + ");");
    return at;
  }

  private void iovec(int index, String base, int length) {
    lines.add("iov[" + index + "] = (struct iovec){ " + base + ", " + length + " };");
  }

  /** Where a room is. */
  static String into(Room room, int at) {
    return room.fault() ? "bad" : at == 0 ? "in" : "in + " + at;
  }

  /** Prepares a message with the iovec array. */
  void message(Name name, int parts) {
    lines.add(
        "msg = (struct msghdr){ .msg_name = "
            + name.pointer
            + ", .msg_namelen = "
            + name.length
            + ", .msg_iov = iov, .msg_iovlen = "
            + parts
            + " };");
  }
}
