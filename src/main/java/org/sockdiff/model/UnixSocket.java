// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;

/**
 * A UNIX socket. One that was closed stays as a dead one: its peer and what it sent still show its
 * name, and a pathname stays in the file system.
 *
 * @param type SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET
 * @param name its address
 * @param isFound whether it is found by its name: bound, not accepted
 * @param link its state and peer
 * @param settings options of streams
 * @param charged sk_wmem_alloc: the truesize of what it sent and nobody has taken, in bytes
 * @param error the pending error, sk_err
 * @param shutdown RCV_SHUTDOWN and SEND_SHUTDOWN
 * @param waiters who sleeps on it; those with {@link #PEER_WAIT} for its queue to have room
 */
record UnixSocket(
    int type,
    SocketOptions options,
    UnixAddr name,
    boolean isFound,
    UnixLink link,
    UnixSettings settings,
    Fifo<UnixSkb> queue,
    int charged,
    Optional<Errno> error,
    int shutdown,
    List<Waiter> waiters)
    implements Socket {
  static final int SOCK_STREAM = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_SEQPACKET = 5;

  static final int RCV_SHUTDOWN = 1;
  static final int SEND_SHUTDOWN = 2;
  static final int SHUTDOWN_MASK = RCV_SHUTDOWN | SEND_SHUTDOWN;

  /** The event of those who sleep on a socket until its queue has room: u->peer_wait. */
  static final int PEER_WAIT = 1 << 20;

  /** The event of those who wait for a receive call that sleeps: u-&gt;readlock before 4.5. */
  static final int READ_LOCK = PEER_WAIT << 1;

  /** All events of those who sleep on their own socket. */
  static final int OWN = PEER_WAIT - 1;

  /** What sock_def_readable wakes for. */
  static final int READABLE =
      PollFlag.POLLIN.bit()
          | PollFlag.POLLPRI.bit()
          | PollFlag.POLLRDNORM.bit()
          | PollFlag.POLLRDBAND.bit();

  /** What unix_write_space wakes for. */
  static final int WRITABLE =
      PollFlag.POLLOUT.bit() | PollFlag.POLLWRNORM.bit() | PollFlag.POLLWRBAND.bit();

  /** A socket that was just made. */
  static UnixSocket fresh(Host host, int type) {
    return new UnixSocket(
        type,
        SocketOptions.of(host.machine()),
        UnixAddr.UNNAMED,
        false,
        UnixLink.NONE,
        UnixSettings.USUAL,
        Fifo.empty(),
        0,
        Optional.empty(),
        0,
        List.of());
  }

  /** The socket with an id, which must be a UNIX socket. */
  static UnixSocket of(Host host, int id) {
    return (UnixSocket) host.socket(id);
  }

  @Override
  public int family() {
    return Family.AF_UNIX;
  }

  @Override
  public int protocol() {
    return 0;
  }

  @Override
  public boolean isListening() {
    return link.state() == UnixLink.State.LISTEN;
  }

  boolean isConnected() {
    return link.state() == UnixLink.State.ESTABLISHED;
  }

  boolean isDead() {
    return link.state() == UnixLink.State.DEAD;
  }

  /** Whether it has connections, and so tells its peer of its end. */
  boolean isConnectionBased() {
    return type != SOCK_DGRAM;
  }

  boolean isShutForReceiving() {
    return (shutdown & RCV_SHUTDOWN) != 0;
  }

  boolean isShutForSending() {
    return (shutdown & SEND_SHUTDOWN) != 0;
  }

  /** unix_recvq_full: as many as are allowed are queued, and one more. */
  boolean isFull() {
    return queue.size() > link.backlog();
  }

  @Override
  public UnixSocket withOptions(SocketOptions changed) {
    return new UnixSocket(
        type, changed, name, isFound, link, settings, queue, charged, error, shutdown, waiters);
  }

  UnixSocket named(UnixAddr changed, boolean found) {
    return new UnixSocket(
        type, options, changed, found, link, settings, queue, charged, error, shutdown, waiters);
  }

  UnixSocket withLink(UnixLink changed) {
    return new UnixSocket(
        type, options, name, isFound, changed, settings, queue, charged, error, shutdown, waiters);
  }

  UnixSocket withSettings(UnixSettings changed) {
    return new UnixSocket(
        type, options, name, isFound, link, changed, queue, charged, error, shutdown, waiters);
  }

  UnixSocket withQueue(Fifo<UnixSkb> changed) {
    return new UnixSocket(
        type, options, name, isFound, link, settings, changed, charged, error, shutdown, waiters);
  }

  UnixSocket withCharged(int bytes) {
    return new UnixSocket(
        type, options, name, isFound, link, settings, queue, bytes, error, shutdown, waiters);
  }

  @Override
  public UnixSocket withError(Optional<Errno> changed) {
    return new UnixSocket(
        type, options, name, isFound, link, settings, queue, charged, changed, shutdown, waiters);
  }

  UnixSocket withShutdown(int bits) {
    return new UnixSocket(
        type,
        options,
        name,
        isFound,
        link,
        settings,
        queue,
        charged,
        error,
        shutdown | bits,
        waiters);
  }

  @Override
  public UnixSocket withWaiters(List<Waiter> changed) {
    return new UnixSocket(
        type,
        options,
        name,
        isFound,
        link,
        settings,
        queue,
        charged,
        error,
        shutdown,
        List.copyOf(changed));
  }

  /** What is left of it when it was closed. */
  UnixSocket buried() {
    return new UnixSocket(
        type,
        options,
        name,
        isFound,
        UnixLink.DEAD,
        UnixSettings.USUAL,
        Fifo.empty(),
        0,
        Optional.empty(),
        SHUTDOWN_MASK,
        List.of());
  }

  @Override
  public int readiness(Host host, int id) {
    return UnixPoll.readiness(host, id, this);
  }

  @Override
  public SockAddr localAddress() {
    return name;
  }

  @Override
  public UnixSocket bind(Hole hole, int number) {
    return this;
  }

  @Override
  public Optional<SocketView> view(int id) {
    if (isDead()) {
      return Optional.empty();
    }
    List<String> state = new ArrayList<>();
    if (!name.isUnnamed()) {
      state.add((isFound ? "bound to " : "accepted at ") + name);
    }
    if (isListening()) {
      state.add("listening for " + (link.backlog() + 1) + " at once");
    }
    if (link.hasPeer()) {
      state.add("connected");
    }
    error.ifPresent(errno -> state.add("pending error " + errno));
    if (shutdown != 0) {
      state.add(
          "shut down for "
              + (isShutForReceiving() ? "receiving" : "")
              + (shutdown == SHUTDOWN_MASK ? " and " : "")
              + (isShutForSending() ? "sending" : ""));
    }
    if (charged != 0) {
      state.add(charged + " of " + options.sndbuf() + " bytes under way");
    }
    if (!waiters.isEmpty()) {
      state.add(waiters.size() + (waiters.size() == 1 ? " sleeper" : " sleepers") + " in line");
    }
    return Optional.of(
        new SocketView(
            id,
            kind(),
            state,
            queue.items().stream().mapToInt(UnixSkb::truesize).sum(),
            options.rcvbuf(),
            queue.items().stream()
                .map(
                    skb ->
                        new SocketView.Queued(
                            skb.payload(), SockAddr.NONE, skb.truesize(), skb.isPeeked()))
                .toList()));
  }

  private String kind() {
    return switch (type) {
      case SOCK_STREAM -> "UNIX stream";
      case SOCK_DGRAM -> "UNIX datagrams";
      default -> "UNIX seqpacket";
    };
  }

  @Override
  public List<Step> bind(Host host, int id, SockAddr address) {
    return UnixNames.bind(host, id, this, address);
  }

  @Override
  public List<Step> connect(Host host, Caller caller, SockAddr address) {
    return type == SOCK_DGRAM
        ? UnixDgramConnect.connect(host, caller.socket(host), address)
        : UnixConnect.start(host, caller, address);
  }

  @Override
  public List<Step> listen(Host host, int id, int backlog) {
    return type == SOCK_DGRAM
        ? Socket.super.listen(host, id, backlog)
        : UnixListen.listen(host, id, backlog);
  }

  @Override
  public List<Step> accept(Host host, Accept accept) {
    return type == SOCK_DGRAM ? Socket.super.accept(host, accept) : UnixAccept.start(host, accept);
  }

  /** Source: net/unix/af_unix.c, unix_getname. */
  @Override
  public List<Step> getpeername(Host host) {
    return link.hasPeer()
        ? Step.returned(Outcome.ofOut(0, new Out.Address(of(host, link.peer()).name())), host)
        : Step.returned(Outcome.failed(Errno.ENOTCONN), host);
  }

  @Override
  public List<Step> send(Host host, Send send) {
    return switch (type) {
      case SOCK_STREAM -> UnixStreamSend.start(host, send);
      case SOCK_DGRAM -> UnixDgramSend.start(host, send);
      default -> UnixDgramSend.startConnected(host, send);
    };
  }

  @Override
  public List<Step> receive(Host host, Receive receive) {
    return type == SOCK_STREAM
        ? UnixStreamReceive.start(host, receive)
        : UnixDgramReceive.start(host, receive);
  }

  @Override
  public List<Step> shutdown(Host host, int id, int how) {
    return UnixEnd.shutdown(host, id, how);
  }

  @Override
  public Host released(Host host, int id) {
    return UnixEnd.released(host, id);
  }

  @Override
  public List<Step> getsockopt(Host host, int id, SockOpt option) {
    return UnixOptions.get(host, id, this, option);
  }

  @Override
  public List<Step> setsockopt(Host host, int id, SockOpt option, long value) {
    return UnixOptions.set(host, id, this, option, value);
  }

  @Override
  public List<Step> ioctl(Host host, int id, int request) {
    return UnixOptions.ioctl(host, this, request);
  }

  @Override
  public Host looked(Host host, int id, boolean nonblocking) {
    return UnixRoom.await(host, id);
  }
}
