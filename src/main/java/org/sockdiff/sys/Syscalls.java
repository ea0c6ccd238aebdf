// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

import java.util.List;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.MessageData;
import org.sockdiff.abi.MessageRoom;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;

/**
 * The system calls that scripts make, each made exactly as named and blocking exactly as it does.
 *
 * <p>A failing call is an {@link Outcome.Failed}, never an exception. Buffers are filled with
 * {@link #FILL} before the call. One instance belongs to one thread: it owns that thread's native
 * memory. Calls that return a descriptor return its number in {@link Outcome.Returned#value}.
 */
public interface Syscalls {
  /** What every byte of a receive buffer holds before a call. */
  byte FILL = Room.FILL;

  /** Room for any address. */
  Room ANY_NAME = Room.of(128);

  Outcome socket(int family, int type, int protocol);

  /** {@code out} holds the numbers of the two descriptors. */
  Outcome socketpair(int family, int type, int protocol);

  Outcome bind(int fd, SockAddr address);

  Outcome connect(int fd, SockAddr address);

  /** {@code out} is the address. */
  Outcome getsockname(int fd);

  /** {@code out} is the address. */
  Outcome getpeername(int fd);

  Outcome send(int fd, Payload data, int flags);

  /** With {@link SockAddr#NONE} the address pointer is null. */
  Outcome sendto(int fd, Payload data, int flags, SockAddr to);

  /**
   * With {@link SockAddr#NONE} msg_name is null.
   *
   * @param control what msg_control holds; null if that is nothing
   */
  Outcome sendmsg(int fd, List<Payload> parts, Payload control, int flags, SockAddr to);

  Outcome recv(int fd, Room room, int flags);

  /**
   * {@code from} is the sender, {@link SockAddr#NONE} if the kernel returned the length 0.
   *
   * @param name where the address goes: the address's own length of good memory, or a bad pointer
   */
  Outcome recvfrom(int fd, Room room, int flags, Room name);

  /**
   * {@code flags} of the outcome are msg_flags, {@code out} is {@code Control} unless there was no
   * room for any.
   *
   * @param rooms the buffers of msg_iov
   * @param control msg_control; null if it has no bytes
   * @param name msg_name
   */
  Outcome recvmsg(int fd, List<Room> rooms, Room control, int flags, Room name);

  /**
   * {@code out} holds the messages that were received.
   *
   * @param timeoutMicros -1 for a null pointer
   */
  Outcome recvmmsg(int fd, List<MessageRoom> messages, int flags, long timeoutMicros);

  Outcome sendmmsg(int fd, List<MessageData> messages, int flags);

  Outcome read(int fd, Room room);

  Outcome readv(int fd, List<Room> rooms);

  Outcome write(int fd, Payload data);

  Outcome writev(int fd, List<Payload> parts);

  Outcome listen(int fd, int backlog);

  /** {@code from} is the peer. */
  Outcome accept(int fd);

  /** {@code from} is the peer. */
  Outcome accept4(int fd, int flags);

  Outcome dup(int fd);

  /**
   * {@code out} holds the revents of each entry, in order.
   *
   * @param timeoutMillis -1 for ever
   */
  Outcome poll(List<PollEntry> entries, int timeoutMillis);

  Outcome shutdown(int fd, int how);

  Outcome close(int fd);

  /** {@code out} is the int that was read. */
  Outcome getsockoptInt(int fd, int level, int name);

  /** {@code out} is the struct timeval that was read. */
  Outcome getsockoptTime(int fd, int level, int name);

  Outcome setsockopt(int fd, int level, int name, Bytes value);

  Outcome fcntl(int fd, int command, long argument);

  /** An ioctl that writes one int, which {@code out} is: FIONREAD, SIOCOUTQ. */
  Outcome ioctlInt(int fd, long request);

  /** An entry of poll. */
  record PollEntry(int fd, int events) {}
}
