// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import java.util.List;

/**
 * What one UDP datagram charges against the receive buffer, by its payload: a property of the
 * kernel's build (cache line, slab layout, the sending path), so measured and not computed.
 *
 * <p>A payload of at most {@code limits[i]} bytes charges {@code charges[i]}; a longer one than the
 * last limit charges its length and {@code linearAdd}.
 *
 * @param limits ascending, in bytes of payload
 * @param charges as many, in bytes
 */
public record TruesizeTable(List<Integer> limits, List<Integer> charges, int linearAdd) {
  /** As measured on x86-64 with 4 KiB pages over IPv4, Linux 6.1: for hosts that measured none. */
  public static final TruesizeTable TYPICAL =
      new TruesizeTable(
          List.of(133, 645, 1669, 3717, 7813, 16004),
          List.of(768, 1280, 2304, 4352, 8448, 16640),
          768);

  public TruesizeTable {
    limits = List.copyOf(limits);
    charges = List.copyOf(charges);
    if (limits.size() != charges.size()) {
      throw new IllegalArgumentException(limits.size() + " limits, " + charges.size() + " charges");
    }
    for (int charge : charges) {
      if (charge <= 0) {
        throw new IllegalArgumentException("a datagram charges more than " + charge + " bytes");
      }
    }
    if (linearAdd <= 0) {
      throw new IllegalArgumentException("a datagram charges more than its payload: " + linearAdd);
    }
  }

  /** The charge of a datagram with {@code payload} bytes, in bytes of truesize. */
  public int charge(int payload) {
    for (int i = 0; i < limits.size(); i++) {
      if (payload <= limits.get(i)) {
        return charges.get(i);
      }
    }
    return payload + linearAdd;
  }
}
