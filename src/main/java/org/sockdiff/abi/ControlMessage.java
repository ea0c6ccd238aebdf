// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.Optional;

/**
 * A control message, {@code struct cmsghdr} and what follows it; prints as a script writes it, with
 * numbers in place of a type that has no row in {@link ControlType}.
 *
 * @param level cmsg_level
 * @param number cmsg_type
 */
public record ControlMessage(int level, int number, ControlValue value) {
  public static ControlMessage of(ControlType type, ControlValue value) {
    return new ControlMessage(type.level(), type.number(), value);
  }

  /** The message with these data. */
  public static ControlMessage decode(int level, int number, Bytes data) {
    return new ControlMessage(
        level,
        number,
        ControlType.of(level, number)
            .map(type -> type.decode(data))
            .orElseGet(() -> new ControlValue.Raw(data)));
  }

  public Optional<ControlType> type() {
    return ControlType.of(level, number);
  }

  /** Its data in memory. */
  public Bytes data() {
    return type()
        .flatMap(type -> type.encode(value))
        .orElseGet(() -> value instanceof ControlValue.Raw raw ? raw.bytes() : Bytes.EMPTY);
  }

  /** The value of IP_PKTINFO. */
  public static ControlValue packetInfo(int index, SockAddr local, SockAddr destination) {
    return ControlValue.Fields.of(
        new ControlValue.Field(PacketInfoFormat.IFINDEX, new ControlValue.Int(index)),
        new ControlValue.Field(PacketInfoFormat.SPEC_DST, new ControlValue.Host(local)),
        new ControlValue.Field(PacketInfoFormat.ADDR, new ControlValue.Host(destination)));
  }

  /** The value of IPV6_PKTINFO. */
  public static ControlValue packetInfo6(SockAddr destination, int index) {
    return ControlValue.Fields.of(
        new ControlValue.Field(PacketInfoFormat.ADDR, new ControlValue.Host(destination)),
        new ControlValue.Field(PacketInfoFormat.IFINDEX, new ControlValue.Int(index)));
  }

  /** The type's name, or level and number. */
  public String name() {
    return type().map(ControlType::name).orElse(level + "/" + number);
  }

  @Override
  public String toString() {
    return name() + ": " + value;
  }
}
