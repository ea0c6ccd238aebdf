// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import org.sockdiff.abi.Family;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.TruesizeTable;

/**
 * Measures what single datagrams charge: sends one to itself over loopback, reads sk_rmem_alloc,
 * the first word of SO_MEMINFO (net/core/sock.c, sk_get_meminfo; Linux 4.12), and takes it out of
 * the queue again.
 */
final class TruesizeProbe implements AutoCloseable {
  private static final int SOCK_DGRAM = 2;
  private static final int SOL_SOCKET = 1;
  private static final int SO_MEMINFO = 55;
  private static final int MEMINFO_SIZE = 9 * Integer.BYTES;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int LOOPBACK4 = 0x7f000001;

  /** The longest payload that lo's MTU of 65536 lets through in one piece. */
  private static final int LONGEST4 = 65507;

  private static final int LONGEST6 = 65536 - 40 - 8;

  private static final int VALUE = 0;
  private static final int SIZE = 64;
  private static final int ADDRESS = 128;
  private static final int DATA = ADDRESS + SockAddrStruct.CAPACITY;

  private final NativeMemory memory = new NativeMemory(DATA + LONGEST4);
  private final int fd;

  private TruesizeProbe(int fd) {
    this.fd = fd;
  }

  /** The table of a family; {@link TruesizeTable#TYPICAL} where it cannot be measured. */
  static TruesizeTable measure(int family) {
    boolean four = family == Family.AF_INET;
    int fd = Libc.socket(family, SOCK_DGRAM, 0);
    if (fd < 0) {
      return TruesizeTable.TYPICAL;
    }
    try (TruesizeProbe probe = new TruesizeProbe(fd)) {
      SockAddr own = four ? new SockAddr.Inet(LOOPBACK4, 0) : new SockAddr.Inet6(0, 1, 0);
      return probe.talkToItself(own) && probe.charge(0) > 0
          ? new TruesizeSteps(probe::charge, four ? LONGEST4 : LONGEST6).find()
          : TruesizeTable.TYPICAL;
    }
  }

  private boolean talkToItself(SockAddr own) {
    int length = SockAddrStruct.encode(memory.bytes(), ADDRESS, own);
    memory.bytes().putInt(SIZE, SockAddrStruct.CAPACITY);
    return Libc.bind(fd, memory.at(ADDRESS), length) == 0
        && Libc.getsockname(fd, memory.at(ADDRESS), memory.at(SIZE)) == 0
        && Libc.connect(fd, memory.at(ADDRESS), length) == 0;
  }

  /** The charge of one datagram in an empty queue, in bytes; 0 if it was not to be seen. */
  private int charge(int payload) {
    memory.bytes().putInt(SIZE, MEMINFO_SIZE);
    memory.bytes().putInt(VALUE, 0);
    boolean seen =
        Libc.send(fd, memory.at(DATA), payload, 0) == payload
            && Libc.getsockopt(fd, SOL_SOCKET, SO_MEMINFO, memory.at(VALUE), memory.at(SIZE)) == 0;
    Libc.recv(fd, memory.at(DATA), 1, MSG_DONTWAIT);
    return seen ? memory.bytes().getInt(VALUE) : 0;
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
