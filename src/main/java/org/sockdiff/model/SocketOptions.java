// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.rule.Machine;

/**
 * What setsockopt sets on a socket.
 *
 * @param rcvbuf sk_rcvbuf as stored, in bytes of truesize
 * @param sndbuf sk_sndbuf as stored
 * @param receiveTimeout in microseconds, rounded up to the timer's tick; {@link #FOREVER}; 0 never
 *     sleeps
 * @param sendTimeout likewise
 * @param reuseAddress SO_REUSEADDR
 * @param broadcast SO_BROADCAST
 * @param v6only IPV6_V6ONLY
 * @param peekOffset SO_PEEK_OFF as stored, in bytes; negative if it is off
 * @param messages those about control messages and headers
 */
record SocketOptions(
    int rcvbuf,
    int sndbuf,
    long receiveTimeout,
    long sendTimeout,
    boolean reuseAddress,
    boolean broadcast,
    boolean v6only,
    int peekOffset,
    MessageOptions messages) {
  /** No time-out. */
  static final long FOREVER = -1;

  /** Of a socket that was just made. */
  static SocketOptions of(Machine machine) {
    return new SocketOptions(
        machine.rmemDefault(),
        machine.wmemDefault(),
        FOREVER,
        FOREVER,
        false,
        false,
        false,
        -1,
        MessageOptions.NONE);
  }

  SocketOptions withRcvbuf(int bytes) {
    return new SocketOptions(
        bytes,
        sndbuf,
        receiveTimeout,
        sendTimeout,
        reuseAddress,
        broadcast,
        v6only,
        peekOffset,
        messages);
  }

  SocketOptions withSndbuf(int bytes) {
    return new SocketOptions(
        rcvbuf,
        bytes,
        receiveTimeout,
        sendTimeout,
        reuseAddress,
        broadcast,
        v6only,
        peekOffset,
        messages);
  }

  SocketOptions withReceiveTimeout(long micros) {
    return new SocketOptions(
        rcvbuf, sndbuf, micros, sendTimeout, reuseAddress, broadcast, v6only, peekOffset, messages);
  }

  SocketOptions withSendTimeout(long micros) {
    return new SocketOptions(
        rcvbuf,
        sndbuf,
        receiveTimeout,
        micros,
        reuseAddress,
        broadcast,
        v6only,
        peekOffset,
        messages);
  }

  SocketOptions withReuseAddress(boolean set) {
    return new SocketOptions(
        rcvbuf, sndbuf, receiveTimeout, sendTimeout, set, broadcast, v6only, peekOffset, messages);
  }

  SocketOptions withBroadcast(boolean set) {
    return new SocketOptions(
        rcvbuf,
        sndbuf,
        receiveTimeout,
        sendTimeout,
        reuseAddress,
        set,
        v6only,
        peekOffset,
        messages);
  }

  SocketOptions withV6only(boolean set) {
    return new SocketOptions(
        rcvbuf,
        sndbuf,
        receiveTimeout,
        sendTimeout,
        reuseAddress,
        broadcast,
        set,
        peekOffset,
        messages);
  }

  SocketOptions withPeekOffset(int offset) {
    return new SocketOptions(
        rcvbuf,
        sndbuf,
        receiveTimeout,
        sendTimeout,
        reuseAddress,
        broadcast,
        v6only,
        offset,
        messages);
  }

  SocketOptions withMessages(MessageOptions changed) {
    return new SocketOptions(
        rcvbuf,
        sndbuf,
        receiveTimeout,
        sendTimeout,
        reuseAddress,
        broadcast,
        v6only,
        peekOffset,
        changed);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof SocketOptions that
            && that.rcvbuf == rcvbuf
            && that.sndbuf == sndbuf
            && that.receiveTimeout == receiveTimeout
            && that.sendTimeout == sendTimeout
            && that.reuseAddress == reuseAddress
            && that.broadcast == broadcast
            && that.v6only == v6only
            && that.peekOffset == peekOffset
            && that.messages.equals(messages));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * (31 * rcvbuf + sndbuf) + peekOffset) + Long.hashCode(receiveTimeout))
        + Long.hashCode(sendTimeout)
        + (reuseAddress ? 4 : 0)
        + (broadcast ? 2 : 0)
        + (v6only ? 1 : 0)
        + 31 * messages.hashCode();
  }
}
