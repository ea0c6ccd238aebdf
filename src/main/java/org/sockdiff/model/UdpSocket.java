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
import org.sockdiff.rule.ErrorRules;
import org.sockdiff.rule.ErrorRules.PollOfErrorQueue;
import org.sockdiff.rule.ShutdownRules;
import org.sockdiff.rule.ShutdownRules.HangUp;

/**
 * A UDP socket over IPv4 or IPv6.
 *
 * @param family AF_INET or AF_INET6
 * @param error the pending error, sk_err: one slot, reported once
 * @param shutdown RCV_SHUTDOWN and SEND_SHUTDOWN
 * @param errors the error queue, oldest first
 * @param drops how many datagrams it dropped, sk_drops
 */
record UdpSocket(
    int family,
    SocketOptions options,
    Binding binding,
    ReceiveQueue queue,
    Optional<Errno> error,
    int shutdown,
    int drops,
    List<ErrorRecord> errors,
    List<Waiter> waiters)
    implements Socket {
  static final int RCV_SHUTDOWN = 1;
  static final int SEND_SHUTDOWN = 2;

  private static final int SOCK_DGRAM = 2;
  private static final int IPPROTO_UDP = 17;
  private static final int FIONREAD = 0x541b;
  private static final int SIOCOUTQ = 0x5411;

  /** A socket that was just made. */
  static UdpSocket fresh(Host host, int family) {
    return new UdpSocket(
        family,
        SocketOptions.of(host.machine()),
        Binding.none(family == Family.AF_INET6),
        ReceiveQueue.EMPTY,
        Optional.empty(),
        0,
        0,
        List.of(),
        List.of());
  }

  @Override
  public int type() {
    return SOCK_DGRAM;
  }

  @Override
  public int protocol() {
    return IPPROTO_UDP;
  }

  @Override
  public UdpSocket withOptions(SocketOptions changed) {
    return new UdpSocket(family, changed, binding, queue, error, shutdown, drops, errors, waiters);
  }

  UdpSocket withBinding(Binding changed) {
    return new UdpSocket(family, options, changed, queue, error, shutdown, drops, errors, waiters);
  }

  UdpSocket withQueue(ReceiveQueue changed) {
    return new UdpSocket(
        family, options, binding, changed, error, shutdown, drops, errors, waiters);
  }

  @Override
  public UdpSocket withError(Optional<Errno> changed) {
    return new UdpSocket(
        family, options, binding, queue, changed, shutdown, drops, errors, waiters);
  }

  UdpSocket withErrors(List<ErrorRecord> changed) {
    return new UdpSocket(
        family, options, binding, queue, error, shutdown, drops, List.copyOf(changed), waiters);
  }

  /** One more was dropped. */
  UdpSocket dropping() {
    return new UdpSocket(
        family, options, binding, queue, error, shutdown, drops + 1, errors, waiters);
  }

  UdpSocket withShutdown(int bits) {
    return new UdpSocket(
        family, options, binding, queue, error, shutdown | bits, drops, errors, waiters);
  }

  @Override
  public UdpSocket withWaiters(List<Waiter> changed) {
    return new UdpSocket(
        family, options, binding, queue, error, shutdown, drops, errors, List.copyOf(changed));
  }

  boolean isInet6() {
    return family == Family.AF_INET6;
  }

  boolean isShutForReceiving() {
    return (shutdown & RCV_SHUTDOWN) != 0;
  }

  boolean isShutForSending() {
    return (shutdown & SEND_SHUTDOWN) != 0;
  }

  /** Source: net/core/datagram.c, datagram_poll (read in 2.6.12 to 7.1.5). */
  @Override
  public int readiness(Host host, int id) {
    int bits = PollFlag.POLLOUT.bit() | PollFlag.POLLWRNORM.bit() | PollFlag.POLLWRBAND.bit();
    if (!queue.isEmpty() || isShutForReceiving()) {
      bits |= PollFlag.POLLIN.bit() | PollFlag.POLLRDNORM.bit();
    }
    if (shutdown != 0) {
      bits |= hangUp(host.answer(ShutdownRules.DATAGRAM_HANG_UP));
    }
    return error.isPresent() || (!errors.isEmpty() && showsErrors(host))
        ? bits | PollFlag.POLLERR.bit()
        : bits;
  }

  private static boolean showsErrors(Host host) {
    return host.answer(ErrorRules.POLL_OF_ERROR_QUEUE) == PollOfErrorQueue.POLLERR;
  }

  private int hangUp(HangUp rule) {
    boolean rdhup = rule == HangUp.POLLRDHUP_AND_POLLHUP && isShutForReceiving();
    boolean hup = rule != HangUp.NEITHER && isShutForReceiving() && isShutForSending();
    return (rdhup ? PollFlag.POLLRDHUP.bit() : 0) | (hup ? PollFlag.POLLHUP.bit() : 0);
  }

  @Override
  public SockAddr localAddress() {
    return binding.local();
  }

  @Override
  public UdpSocket bind(Hole hole, int number) {
    return new UdpSocket(
        family,
        options,
        binding.bind(hole, number),
        queue.bind(hole, number),
        error,
        shutdown,
        drops,
        errors.isEmpty() ? errors : errors.stream().map(one -> one.bind(hole, number)).toList(),
        waiters);
  }

  @Override
  public Optional<SocketView> view(int id) {
    List<String> state = new ArrayList<>();
    if (binding.isBound()) {
      state.add("bound to " + text(binding.local()));
    }
    if (binding.connected()) {
      state.add("connected to " + text(binding.peer()));
    }
    error.ifPresent(errno -> state.add("pending error " + errno));
    if (!errors.isEmpty()) {
      state.add(errors.size() + (errors.size() == 1 ? " error" : " errors") + " queued");
    }
    if (shutdown != 0) {
      state.add(
          "shut down for "
              + (isShutForReceiving() ? "receiving" : "")
              + (shutdown == (RCV_SHUTDOWN | SEND_SHUTDOWN) ? " and " : "")
              + (isShutForSending() ? "sending" : ""));
    }
    if (!waiters.isEmpty()) {
      state.add(waiters.size() + (waiters.size() == 1 ? " sleeper" : " sleepers") + " in line");
    }
    return Optional.of(
        new SocketView(
            id,
            isInet6() ? "UDP over IPv6" : "UDP over IPv4",
            state,
            queue.charged(),
            options.rcvbuf(),
            queue.items().stream()
                .map(
                    skb ->
                        new SocketView.Queued(
                            skb.payload(), skb.from(), skb.truesize(), skb.peeked()))
                .toList()));
  }

  @Override
  public List<Step> bind(Host host, int id, SockAddr address) {
    return UdpBind.bind(host, id, this, address);
  }

  @Override
  public List<Step> connect(Host host, Caller caller, SockAddr address) {
    return UdpConnect.connect(host, caller.socket(host), this, address);
  }

  /** Source: net/ipv4/af_inet.c, inet_getname; net/ipv6/af_inet6.c, inet6_getname. */
  @Override
  public List<Step> getpeername(Host host) {
    return binding.connected() && binding.peer().port() != 0
        ? Step.returned(Outcome.ofOut(0, new Out.Address(binding.peer())), host)
        : Step.returned(Outcome.failed(Errno.ENOTCONN), host);
  }

  @Override
  public List<Step> send(Host host, Send send) {
    return UdpSend.send(host, send.caller().socket(host), this, send);
  }

  @Override
  public boolean takesControl() {
    return true;
  }

  @Override
  public List<Step> receive(Host host, Receive receive) {
    return UdpReceive.start(host, receive);
  }

  @Override
  public List<Step> shutdown(Host host, int id, int how) {
    return UdpConnect.shutdown(host, id, this, how);
  }

  @Override
  public List<Step> getsockopt(Host host, int id, SockOpt option) {
    return UdpOptions.get(host, id, this, option);
  }

  @Override
  public List<Step> setsockopt(Host host, int id, SockOpt option, long value) {
    return UdpOptions.set(host, id, this, option, value);
  }

  /**
   * SIOCOUTQ is 0, as lo takes what is sent at once. Source: net/ipv4/udp.c, udp_ioctl;
   * drivers/net/loopback.c, loopback_xmit.
   */
  @Override
  public List<Step> ioctl(Host host, int id, int request) {
    return switch (request) {
      case FIONREAD -> UdpReceive.inputQueue(host, id, this);
      case SIOCOUTQ -> Step.returned(Outcome.ofOut(0, new Out.Int(0)), host);
      default -> Step.returned(Outcome.failed(Errno.ENOTTY), host);
    };
  }

  @Override
  public boolean mayHave(Host host, int id, SockAddr address) {
    return UdpBind.mayChoose(host, id, address);
  }

  @Override
  public Host looked(Host host, int id, boolean nonblocking) {
    return UdpReceive.looked(host, id, this, nonblocking);
  }

  private static String text(SockAddr address) {
    return Hole.isIn(address)
        ? address.withPort(0) + " (port of the kernel's choice)"
        : address.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof UdpSocket that
            && that.family == family
            && that.shutdown == shutdown
            && that.drops == drops
            && that.errors.equals(errors)
            && that.error.equals(error)
            && that.queue.equals(queue)
            && that.binding.equals(binding)
            && that.options.equals(options)
            && that.waiters.equals(waiters));
  }

  @Override
  public int hashCode() {
    return 31
            * (31 * (31 * (31 * queue.hashCode() + binding.hashCode()) + options.hashCode())
                + error.map(Errno::number).orElse(0))
        + 31 * waiters.hashCode()
        + 4 * family
        + 8 * drops
        + 31 * errors.hashCode()
        + shutdown;
  }
}
