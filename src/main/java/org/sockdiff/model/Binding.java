// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.SockAddr;

/**
 * What an inet socket is bound and connected to.
 *
 * <p>An IPv6 socket that is not v6only speaks IPv4, too, and has a second set of addresses for it.
 * The two sets are the same most of the time, but not after it was connected to one family and then
 * to the other; so both are kept as the kernel keeps them.
 *
 * <p>Source: include/net/inet_sock.h, struct inet_sock; include/linux/ipv6.h, struct ipv6_pinfo.
 *
 * @param local what it receives for, in its own family (inet_rcv_saddr or sk_v6_rcv_saddr, and
 *     inet_num); port 0 if it has none
 * @param peer what it was connected to, in its own family (inet_daddr or sk_v6_daddr, and
 *     inet_dport); its port is 0 if it is not, but an IPv6 socket keeps the address
 * @param connected whether it is (TCP_ESTABLISHED)
 * @param half what an IPv6 socket has for IPv4
 * @param addressLocked whether an address was ever given to bind (SOCK_BINDADDR_LOCK)
 * @param portLocked whether a port was ever given to bind (SOCK_BINDPORT_LOCK)
 * @param order when it took its place in the hash chain, counted over all sockets from 1; 0 if it
 *     is not bound
 * @param chosen how many ports the kernel chose for it so far
 * @param detour where a failed connect leads what is sent
 */
record Binding(
    SockAddr local,
    SockAddr peer,
    boolean connected,
    Half half,
    boolean addressLocked,
    boolean portLocked,
    int order,
    int chosen,
    Detour detour) {
  /** inet_rcv_saddr of an IPv6 socket with an IPv6 address. Source: include/net/ipv6.h. */
  private static final int LOOPBACK4_IPV6 = 0x7f000006;

  /**
   * The IPv4 half of an IPv6 socket.
   *
   * @param source inet_saddr; 0 if it has none
   * @param peer inet_daddr; 0 if it has none
   */
  record Half(int source, int peer) {
    static final Half NONE = new Half(0, 0);

    @Override
    public boolean equals(Object other) {
      return other instanceof Half that && that.source == source && that.peer == peer;
    }

    @Override
    public int hashCode() {
      return 31 * source + peer;
    }
  }

  /** Of a socket that was just made. */
  static Binding none(boolean inet6) {
    return new Binding(
        Inet.any(inet6), Inet.any(inet6), false, Half.NONE, false, false, 0, 0, Detour.NONE);
  }

  boolean isBound() {
    return local.port() != 0;
  }

  boolean isInet6() {
    return Inet.isInet6(local);
  }

  /** The IPv4 address that it receives for: inet_rcv_saddr. */
  int local4() {
    if (local.plain() instanceof SockAddr.Inet v4) {
      return v4.address();
    }
    return local.isAny() ? 0 : LOOPBACK4_IPV6;
  }

  /** The IPv4 address that it sends from: inet_saddr; 0 if the route gives it. */
  int source4() {
    return local instanceof SockAddr.Inet v4 ? v4.address() : half.source();
  }

  /** The IPv4 address that it receives from: inet_daddr; 0 if from any. */
  int peer4() {
    return peer instanceof SockAddr.Inet v4 ? v4.address() : half.peer();
  }

  /** Whether its own address is an IPv4 one, of whichever family it is. */
  boolean isLocalInet() {
    return local.plain() instanceof SockAddr.Inet;
  }

  /** With the address that a bind gave it; a port may still be missing. */
  Binding bound(SockAddr address, boolean locksAddress, boolean locksPort, int place) {
    boolean v4 = !Inet.isInet6(address);
    return new Binding(
            address,
            v4 ? Inet.any(false) : peer.withPort(0),
            false,
            half,
            addressLocked || locksAddress,
            portLocked || locksPort,
            place,
            chosen,
            Detour.NONE)
        .withSourceOfLocal();
  }

  private Binding withSourceOfLocal() {
    return isInet6() ? withHalf(new Half(local4(), 0)) : this;
  }

  /** With a port of the kernel's choice. */
  Binding withChosenPort(int port, int place) {
    return new Binding(
        local.withPort(port),
        peer,
        connected,
        half,
        addressLocked,
        portLocked,
        place,
        chosen + 1,
        detour);
  }

  /** Without an address, as after a bind that found the port taken (inet_reset_saddr). */
  Binding withoutAddress() {
    return withLocal(Inet.any(isInet6()).withPort(local.port()), order)
        .withHalf(new Half(0, half.peer()));
  }

  Binding withLocal(SockAddr address, int place) {
    return new Binding(
        address, peer, connected, half, addressLocked, portLocked, place, chosen, detour);
  }

  Binding withHalf(Half changed) {
    return new Binding(
        local, peer, connected, changed, addressLocked, portLocked, order, chosen, detour);
  }

  Binding withDetour(Detour changed) {
    return new Binding(
        local, peer, connected, half, addressLocked, portLocked, order, chosen, changed);
  }

  /** Connected to an address of its own family. */
  Binding connectedTo(SockAddr address) {
    return new Binding(
        local, address, true, half, addressLocked, portLocked, order, chosen, Detour.NONE);
  }

  /**
   * Connected to nobody. An IPv6 socket goes on receiving from the former address only, though from
   * any port. Source: net/ipv4/udp.c, __udp_disconnect, which leaves sk_v6_daddr alone.
   *
   * @param place where in the chain a change of the address puts it
   */
  Binding disconnected(int place) {
    SockAddr former = isInet6() ? peer.withPort(0) : Inet.any(false);
    Binding loose =
        new Binding(
            local,
            former,
            false,
            new Half(half.source(), 0),
            addressLocked,
            portLocked,
            order,
            chosen,
            Detour.NONE);
    Binding kept = addressLocked ? loose : loose.withoutAddress();
    if (!portLocked) {
      return kept.withLocal(kept.local.withPort(0), 0);
    }
    return kept.local.equals(local) ? kept : kept.withLocal(kept.local, place);
  }

  Binding bind(Hole hole, int number) {
    SockAddr boundLocal = hole.bind(local, number);
    SockAddr boundPeer = hole.bind(peer, number);
    return new Binding(
        boundLocal,
        boundPeer,
        connected,
        half,
        addressLocked,
        portLocked,
        order,
        chosen,
        detour.bind(hole, number));
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Binding that
            && that.connected == connected
            && that.order == order
            && that.chosen == chosen
            && that.addressLocked == addressLocked
            && that.portLocked == portLocked
            && that.local.equals(local)
            && that.peer.equals(peer)
            && that.half.equals(half)
            && that.detour.equals(detour));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * (31 * local.hashCode() + peer.hashCode()) + half.hashCode()) + order)
        + 31 * detour.hashCode()
        + 8 * chosen
        + (connected ? 4 : 0)
        + (addressLocked ? 2 : 0)
        + (portLocked ? 1 : 0);
  }
}
