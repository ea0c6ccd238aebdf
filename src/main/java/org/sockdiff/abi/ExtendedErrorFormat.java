// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * {@code struct sock_extended_err} and the address of who reported the error.
 *
 * <p>Source: include/uapi/linux/errqueue.h; net/ipv4/ip_sockglue.c, ip_recv_error.
 *
 * @param size of the whole, with a sockaddr_in or a sockaddr_in6
 */
record ExtendedErrorFormat(int size) implements ControlFormat {
  static final ExtendedErrorFormat V4 = new ExtendedErrorFormat(16 + 16);
  static final ExtendedErrorFormat V6 = new ExtendedErrorFormat(16 + 28);

  private static final int ADDRESS = 16;

  @Override
  public ControlValue decode(Bytes data) {
    if (data.length() != size) {
      return new ControlValue.Raw(data);
    }
    ByteBuffer memory = ControlFormat.memory(data);
    SockAddr offender = offender(memory);
    return ControlMessage.extendedError(
        memory.getInt(0),
        data.at(4) & 0xff,
        data.at(5) & 0xff,
        data.at(6) & 0xff,
        memory.getInt(8),
        memory.getInt(12),
        offender);
  }

  private static SockAddr offender(ByteBuffer memory) {
    int family = memory.getShort(ADDRESS);
    memory.order(ByteOrder.BIG_ENDIAN);
    int port = memory.getShort(ADDRESS + 2) & 0xffff;
    SockAddr address =
        family == Family.AF_INET
            ? new SockAddr.Inet(memory.getInt(ADDRESS + 4), port)
            : family == Family.AF_INET6
                ? new SockAddr.Inet6(
                    memory.getLong(ADDRESS + 8), memory.getLong(ADDRESS + 16), port)
                : SockAddr.UNSPEC;
    memory.order(ByteOrder.nativeOrder());
    return address;
  }

  @Override
  public Optional<Bytes> encode(ControlValue value) {
    if (!(value instanceof ControlValue.Fields fields) || fields.fields().size() != 7) {
      return Optional.empty();
    }
    ByteBuffer memory = ControlFormat.memory(size);
    memory.putInt(0, number(fields, "errno"));
    memory.put(4, (byte) number(fields, "origin"));
    memory.put(5, (byte) number(fields, "type"));
    memory.put(6, (byte) number(fields, "code"));
    memory.putInt(8, number(fields, "info"));
    memory.putInt(12, number(fields, "data"));
    Optional<SockAddr> offender =
        fields
            .named("offender")
            .filter(ControlValue.Host.class::isInstance)
            .map(host -> ((ControlValue.Host) host).address());
    if (offender.isEmpty()) {
      return Optional.empty();
    }
    putOffender(memory, offender.get());
    return Optional.of(Bytes.copyOf(memory, 0, size));
  }

  private static int number(ControlValue.Fields fields, String name) {
    return fields
        .named(name)
        .filter(ControlValue.Int.class::isInstance)
        .map(value -> (int) ((ControlValue.Int) value).value())
        .orElse(0);
  }

  private static void putOffender(ByteBuffer memory, SockAddr offender) {
    memory.putShort(ADDRESS, (short) Math.max(offender.family(), 0));
    memory.order(ByteOrder.BIG_ENDIAN);
    memory.putShort(ADDRESS + 2, (short) Math.max(offender.port(), 0));
    if (offender instanceof SockAddr.Inet v4) {
      memory.putInt(ADDRESS + 4, v4.address());
    } else if (offender instanceof SockAddr.Inet6 v6) {
      memory.putLong(ADDRESS + 8, v6.high()).putLong(ADDRESS + 16, v6.low());
    }
    memory.order(ByteOrder.nativeOrder());
  }

  @Override
  public String example() {
    return "{errno: ECONNREFUSED, origin: 2, type: 3, code: 3, info: 0, data: 0, offender:"
        + " 127.0.0.1}";
  }
}
