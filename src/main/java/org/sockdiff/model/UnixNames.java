// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;

/**
 * The names of UNIX sockets: those in the file system, which outlive their sockets, and the
 * abstract ones, which do not and of which each type of sockets has its own.
 *
 * <p>Source: net/unix/af_unix.c, unix_bind_bsd, unix_bind_abstract, unix_find_bsd and
 * unix_find_abstract (abstract names are hashed with the type, unix_abstract_hash).
 */
final class UnixNames {
  private UnixNames() {}

  private static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  /** The name that is a usable address; empty of any other address: EINVAL. */
  static Optional<UnixAddr> valid(SockAddr address) {
    return address instanceof UnixAddr name && !name.isUnnamed()
        ? Optional.of(name)
        : Optional.empty();
  }

  /** The file is made before it is looked whether the socket has a name already. */
  static List<Step> bind(Host host, int id, UnixSocket socket, SockAddr address) {
    if (address == UnixAddr.UNNAMED) {
      throw new ModelGap("a name of the kernel's choice");
    }
    Optional<UnixAddr> valid = valid(address);
    if (valid.isEmpty()) {
      return failed(Errno.EINVAL, host);
    }
    UnixAddr name = valid.get();
    if (name.isPathname()) {
      Optional<Errno> refusal = refusal(host, name);
      if (refusal.isPresent()) {
        return failed(refusal.get(), host);
      }
    }
    if (!socket.name().isUnnamed()) {
      return failed(Errno.EINVAL, host);
    }
    if (name.isAbstract() && abstractly(host, name, socket.type()).isPresent()) {
      return failed(Errno.EADDRINUSE, host);
    }
    return Step.returned(Outcome.ofValue(0), host.withSocket(id, socket.named(name, true)));
  }

  /** Why no file of this name can be made; empty if it can. */
  private static Optional<Errno> refusal(Host host, UnixAddr name) {
    if (inDirectory(name)) {
      throw new ModelGap("a path with directories");
    }
    return file(host, name).isPresent() ? Optional.of(Errno.EADDRINUSE) : Optional.empty();
  }

  private static boolean inDirectory(UnixAddr name) {
    for (int i = 0; i < name.name().length(); i++) {
      if (name.name().at(i) == '/') {
        return true;
      }
    }
    return name.name().length() == 1 && name.name().at(0) == '.';
  }

  /** A socket that was found, or why none was. */
  record Found(int id, Optional<Errno> errno) {
    private static Found not(Errno errno) {
      return new Found(UnixLink.NOBODY, Optional.of(errno));
    }
  }

  /** The socket of a type with a name. */
  static Found find(Host host, UnixAddr name, int type) {
    if (name.isAbstract()) {
      OptionalInt found = abstractly(host, name, type);
      return found.isPresent()
          ? new Found(found.getAsInt(), Optional.empty())
          : Found.not(Errno.ECONNREFUSED);
    }
    if (inDirectory(name)) {
      throw new ModelGap("a path with directories");
    }
    OptionalInt file = file(host, name);
    if (file.isEmpty()) {
      return Found.not(Errno.ENOENT);
    }
    UnixSocket socket = UnixSocket.of(host, file.getAsInt());
    if (socket.isDead()) {
      return Found.not(Errno.ECONNREFUSED);
    }
    return socket.type() == type
        ? new Found(file.getAsInt(), Optional.empty())
        : Found.not(Errno.EPROTOTYPE);
  }

  private static OptionalInt abstractly(Host host, UnixAddr name, int type) {
    return host.socketIds().stream()
        .filter(
            id ->
                host.socket(id) instanceof UnixSocket socket
                    && socket.isFound()
                    && !socket.isDead()
                    && socket.type() == type
                    && socket.name().equals(name))
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  /** The socket, perhaps a dead one, for which a file was made. */
  private static OptionalInt file(Host host, UnixAddr name) {
    return host.socketIds().stream()
        .filter(
            id ->
                host.socket(id) instanceof UnixSocket socket
                    && socket.isFound()
                    && socket.name().equals(name))
        .mapToInt(Integer::intValue)
        .findFirst();
  }
}
