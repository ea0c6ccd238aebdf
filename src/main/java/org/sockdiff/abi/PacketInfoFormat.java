// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * {@code struct in_pktinfo} and {@code struct in6_pktinfo}. Source: include/uapi/linux/in.h,
 * ipv6.h.
 */
final class PacketInfoFormat {
  static final String IFINDEX = "ifindex";
  static final String SPEC_DST = "spec_dst";
  static final String ADDR = "addr";

  private PacketInfoFormat() {}

  private static Optional<Integer> index(ControlValue.Fields fields) {
    return fields
        .named(IFINDEX)
        .filter(ControlValue.Int.class::isInstance)
        .map(value -> (int) ((ControlValue.Int) value).value());
  }

  private static <T extends SockAddr> Optional<T> host(
      ControlValue.Fields fields, String name, Class<T> family) {
    return fields
        .named(name)
        .filter(ControlValue.Host.class::isInstance)
        .map(value -> ((ControlValue.Host) value).address())
        .filter(family::isInstance)
        .map(family::cast);
  }

  /** {@code struct in_pktinfo}: the interface, the local address, the header's destination. */
  record V4() implements ControlFormat {
    private static final int SIZE = 12;

    @Override
    public ControlValue decode(Bytes data) {
      if (data.length() != SIZE) {
        return new ControlValue.Raw(data);
      }
      ByteBuffer memory = ControlFormat.memory(data);
      int index = memory.getInt(0);
      memory.order(ByteOrder.BIG_ENDIAN);
      return ControlMessage.packetInfo(
          index, new SockAddr.Inet(memory.getInt(4), 0), new SockAddr.Inet(memory.getInt(8), 0));
    }

    @Override
    public Optional<Bytes> encode(ControlValue value) {
      if (!(value instanceof ControlValue.Fields fields) || fields.fields().size() != 3) {
        return Optional.empty();
      }
      Optional<Integer> index = index(fields);
      Optional<SockAddr.Inet> local = host(fields, SPEC_DST, SockAddr.Inet.class);
      Optional<SockAddr.Inet> header = host(fields, ADDR, SockAddr.Inet.class);
      if (index.isEmpty() || local.isEmpty() || header.isEmpty()) {
        return Optional.empty();
      }
      ByteBuffer memory = ControlFormat.memory(SIZE).putInt(0, index.get());
      memory.order(ByteOrder.BIG_ENDIAN);
      memory.putInt(4, local.get().address()).putInt(8, header.get().address());
      return Optional.of(Bytes.copyOf(memory, 0, memory.capacity()));
    }

    @Override
    public String example() {
      return "{ifindex: 1, spec_dst: 127.0.0.1, addr: 127.0.0.1}";
    }
  }

  /** {@code struct in6_pktinfo}: the address, then the interface. */
  record V6() implements ControlFormat {
    private static final int SIZE = 20;

    @Override
    public ControlValue decode(Bytes data) {
      if (data.length() != SIZE) {
        return new ControlValue.Raw(data);
      }
      ByteBuffer memory = ControlFormat.memory(data);
      int index = memory.getInt(16);
      memory.order(ByteOrder.BIG_ENDIAN);
      return ControlMessage.packetInfo6(
          new SockAddr.Inet6(memory.getLong(0), memory.getLong(8), 0), index);
    }

    @Override
    public Optional<Bytes> encode(ControlValue value) {
      if (!(value instanceof ControlValue.Fields fields) || fields.fields().size() != 2) {
        return Optional.empty();
      }
      Optional<Integer> index = index(fields);
      Optional<SockAddr.Inet6> address = host(fields, ADDR, SockAddr.Inet6.class);
      if (index.isEmpty() || address.isEmpty()) {
        return Optional.empty();
      }
      ByteBuffer memory = ControlFormat.memory(SIZE).putInt(16, index.get());
      memory.order(ByteOrder.BIG_ENDIAN);
      memory.putLong(0, address.get().high()).putLong(8, address.get().low());
      return Optional.of(Bytes.copyOf(memory, 0, memory.capacity()));
    }

    @Override
    public String example() {
      return "{addr: [::1], ifindex: 1}";
    }
  }
}
