// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The types of control messages, one row each.
 *
 * <p>Source: include/uapi/asm-generic/socket.h, include/uapi/linux/in.h, include/uapi/linux/in6.h.
 */
public enum ControlType {
  SO_TIMESTAMP(ControlType.SOL_SOCKET, 29, TimeFormat.TIMEVAL),
  SO_TIMESTAMPNS(ControlType.SOL_SOCKET, 35, TimeFormat.TIMESPEC),
  SO_RXQ_OVFL(ControlType.SOL_SOCKET, 40, IntegerFormat.INT),
  IP_TOS(ControlType.IPPROTO_IP, 1, IntegerFormat.BYTE),
  IP_TTL(ControlType.IPPROTO_IP, 2, IntegerFormat.INT),
  IP_PKTINFO(ControlType.IPPROTO_IP, 8, new PacketInfoFormat.V4()),
  IPV6_PKTINFO(ControlType.IPPROTO_IPV6, 50, new PacketInfoFormat.V6()),
  IPV6_HOPLIMIT(ControlType.IPPROTO_IPV6, 52, IntegerFormat.INT),
  IPV6_TCLASS(ControlType.IPPROTO_IPV6, 67, IntegerFormat.INT);

  private static final int SOL_SOCKET = 1;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_IPV6 = 41;

  private final int level;
  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // every format is a record of numbers
  private final ControlFormat format;

  ControlType(int level, int number, ControlFormat format) {
    this.level = level;
    this.number = number;
    this.format = format;
  }

  /** cmsg_level. */
  public int level() {
    return level;
  }

  /** cmsg_type. */
  public int number() {
    return number;
  }

  /** The value of a message's data; {@link ControlValue.Raw} if they were cut off. */
  public ControlValue decode(Bytes data) {
    return format.decode(data);
  }

  /** A message's data; empty if no message of this type holds such a value. */
  public Optional<Bytes> encode(ControlValue value) {
    return value instanceof ControlValue.Raw raw ? Optional.of(raw.bytes()) : format.encode(value);
  }

  /** A value of this type as a script writes it. */
  public String example() {
    return format.example();
  }

  public static Optional<ControlType> of(int level, int number) {
    return Arrays.stream(values())
        .filter(type -> type.level == level && type.number == number)
        .findFirst();
  }

  public static Optional<ControlType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(ControlType::name).toList();
  }
}
