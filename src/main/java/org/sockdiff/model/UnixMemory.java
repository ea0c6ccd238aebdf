// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;

/**
 * What is sent charges its sender's send buffer until it is taken.
 *
 * <p>The sizes are those of 64-bit machines with pages of 4096 bytes: a buffer is a struct sk_buff
 * of 256 bytes, and the data with a struct skb_shared_info of 320 bytes in a block of a power of
 * two; what does not fit the block is in pages.
 *
 * <p>Source: net/core/sock.c, sock_alloc_send_pskb, sock_wfree; net/core/skbuff.c, __alloc_skb;
 * net/unix/af_unix.c, unix_write_space.
 */
final class UnixMemory {
  private static final int STRUCT_SK_BUFF = 256;
  private static final int SHARED_INFO = 320;
  private static final int SMALLEST_BLOCK = 512;
  private static final int CACHE_LINE = 64;
  private static final int PAGE = 4096;

  /** SKB_MAX_ALLOC: what of a message is in one block. */
  private static final int MAX_BLOCK = 4 * PAGE - SHARED_INFO;

  /** SKB_MAX_HEAD(0): what of a stream's buffer is in one block. */
  private static final int MAX_HEAD = PAGE - SHARED_INFO;

  private static final int MAX_PAGES = 17;

  private UnixMemory() {}

  /** What a message charges, in bytes. Source: net/unix/af_unix.c, unix_dgram_sendmsg. */
  static int ofMessage(int length) {
    int inPages = Math.max(0, Math.min(length - MAX_BLOCK, MAX_PAGES * PAGE));
    return truesize(length, pages(inPages));
  }

  /**
   * What a buffer charges.
   *
   * @param inPages how many of the bytes are in pages
   */
  static int truesize(int length, int inPages) {
    int head = Math.max(0, length - inPages);
    int block = SMALLEST_BLOCK;
    while (block < aligned(head, CACHE_LINE) + SHARED_INFO) {
      block *= 2;
    }
    return STRUCT_SK_BUFF + block + pages(inPages);
  }

  /**
   * How many bytes of a stream one buffer takes: two fit the send buffer, and none is much longer
   * than 32 KiB. Source: net/unix/af_unix.c, unix_stream_sendmsg.
   */
  static int chunk(int length, int sndbuf) {
    return Math.min(Math.min(length, sndbuf / 2 - 64), MAX_HEAD + 8 * PAGE);
  }

  /** What a buffer of a stream charges, in bytes. */
  static int ofChunk(int length) {
    return truesize(length, Math.min(length, pages(Math.max(0, length - MAX_HEAD))));
  }

  private static int pages(int bytes) {
    return aligned(bytes, PAGE);
  }

  private static int aligned(int bytes, int unit) {
    return (bytes + unit - 1) / unit * unit;
  }

  /** Whether poll says that a socket can be written to, as far as its own buffer is concerned. */
  static boolean isWritable(UnixSocket socket) {
    return !socket.isListening() && 4 * (socket.charged() + 1L) <= socket.options().sndbuf();
  }

  static Host charge(Host host, int sender, int bytes) {
    UnixSocket socket = UnixSocket.of(host, sender);
    return host.withSocket(sender, socket.withCharged(socket.charged() + bytes));
  }

  /**
   * Gives a charge back. Who waits to send is woken when the buffer is all but a quarter empty; the
   * last byte of the charge is given back after that is looked at.
   */
  static Host uncharge(Host host, int sender, int bytes) {
    UnixSocket socket = UnixSocket.of(host, sender);
    if (socket.isDead()) {
      return host;
    }
    UnixSocket free = socket.withCharged(socket.charged() - bytes);
    Host freed = host.withSocket(sender, free);
    return isWritable(free.withCharged(free.charged() + 1))
        ? freed.wakeOne(sender, UnixSocket.WRITABLE)
        : freed;
  }

  /** Takes the first buffer of a socket's queue out of it. */
  static Host dequeued(Host host, int id) {
    UnixSocket socket = UnixSocket.of(host, id);
    UnixSkb skb = socket.queue().head();
    return uncharge(
        host.withSocket(id, socket.withQueue(socket.queue().tail())), skb.sender(), skb.truesize());
  }

  /** Takes a buffer out of a list, which then is the socket's queue. */
  static Host removed(Host host, int id, List<UnixSkb> queue, int place) {
    UnixSkb skb = queue.remove(place);
    return uncharge(
        host.withSocket(id, UnixSocket.of(host, id).withQueue(Fifo.of(queue))),
        skb.sender(),
        skb.truesize());
  }

  /** Throws away what is queued on a socket. */
  static Host purged(Host host, int id) {
    Host purged = host;
    while (!UnixSocket.of(purged, id).queue().isEmpty()) {
      purged = dequeued(purged, id);
    }
    return purged;
  }
}
