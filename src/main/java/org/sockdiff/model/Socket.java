// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.SockAddr;

/** A socket of any kind; what the calls mean on it is its kind's matter. */
public sealed interface Socket permits UdpSocket {
  /** Who sleeps on it, in line. */
  List<Waiter> waiters();

  Socket withWaiters(List<Waiter> waiters);

  /** The readiness bits of poll, all of them. */
  int readiness(Host host);

  /** Its own address, as getsockname returns it. */
  SockAddr localAddress();

  /** With a hole's number wherever the hole stands. */
  Socket bind(Hole hole, int number);

  /** What it shows to people: state, limits, and what is queued. */
  SocketView view(int id);

  // What the calls mean on it. The host is the state, id the socket's own, description the
  // caller's.

  List<Step> bind(Host host, int id, SockAddr address);

  List<Step> connect(Host host, int id, SockAddr address);

  List<Step> getpeername(Host host);

  List<Step> send(Host host, int id, Payload data, int flags, SockAddr to);

  List<Step> receive(Host host, Receive receive);

  List<Step> shutdown(Host host, int id, int how);

  List<Step> getsockopt(Host host, int id, SockOpt option);

  List<Step> setsockopt(Host host, int id, SockOpt option, long value);

  /** FIONREAD. */
  List<Step> inputQueue(Host host, int id);

  /** What a look by poll or its like changes, before it reads {@link #readiness}. */
  Host looked(Host host, int id, boolean nonblocking);
}
