// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a host by their ids; immutable.
 *
 * <p>A socket that a call made has the id of the descriptor that it was made behind, from 0. One
 * that a connect made at the listener's side has a negative one, named after the client's, so that
 * it does not depend on the order in which threads ran; it keeps it when it is accepted.
 */
final class Sockets {
  static final Sockets NONE = new Sockets(new Socket[0], new Socket[0]);

  private final @Nullable Socket[] made;
  private final @Nullable Socket[] answering;

  private Sockets(@Nullable Socket[] made, @Nullable Socket[] answering) {
    this.made = made;
    this.answering = answering;
  }

  /** The socket with an id; null if there is none. */
  @Nullable Socket orNull(int id) {
    @Nullable Socket[] side = id < 0 ? answering : made;
    int slot = id < 0 ? ~id : id;
    return slot < side.length ? side[slot] : null;
  }

  Optional<Socket> find(int id) {
    return Optional.ofNullable(orNull(id));
  }

  /** One more than the highest id. */
  int slots() {
    return made.length;
  }

  /** The ids in use: those that calls made, ascending, then the others. */
  List<Integer> ids() {
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < made.length; id++) {
      if (made[id] != null) {
        ids.add(id);
      }
    }
    for (int slot = 0; slot < answering.length; slot++) {
      if (answering[slot] != null) {
        ids.add(~slot);
      }
    }
    return ids;
  }

  /** The id for the socket that answers a client at the listener's side. */
  int answeringTo(int client) {
    int slot = Math.abs(client);
    while (orNull(~slot) != null) {
      slot++;
    }
    return ~slot;
  }

  Sockets with(int id, Socket socket) {
    return changed(id, socket);
  }

  Sockets without(int id) {
    return changed(id, null);
  }

  private Sockets changed(int id, @Nullable Socket socket) {
    return id < 0
        ? new Sockets(made, changed(answering, ~id, socket))
        : new Sockets(changed(made, id, socket), answering);
  }

  private static @Nullable Socket[] changed(
      @Nullable Socket[] side, int slot, @Nullable Socket socket) {
    @Nullable Socket[] changed = Arrays.copyOf(side, Math.max(side.length, slot + 1));
    changed[slot] = socket;
    return changed;
  }

  Sockets map(UnaryOperator<Socket> change) {
    return new Sockets(map(made, change), map(answering, change));
  }

  private static @Nullable Socket[] map(@Nullable Socket[] side, UnaryOperator<Socket> change) {
    @Nullable Socket[] changed = side.clone();
    for (int slot = 0; slot < changed.length; slot++) {
      Socket socket = changed[slot];
      changed[slot] = socket == null ? null : change.apply(socket);
    }
    return changed;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Sockets that
            && Arrays.equals(that.made, made)
            && Arrays.equals(that.answering, answering));
  }

  @Override
  public int hashCode() {
    int hash = Arrays.hashCode(made);
    return answering.length == 0 ? hash : 31 * hash + Arrays.hashCode(answering);
  }
}
