// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.sockdiff.rule.TruesizeTable;

/**
 * Finds where a datagram's charge steps, with few measurements.
 *
 * <p>A class of buffers ends where payload, headers and the struct skb_shared_info fill the buffer,
 * so each class ends about as many bytes below its charge as the one before did: the search starts
 * there. At last the charge grows with each byte (net/ipv4/ip_output.c, __ip_append_data, data in
 * page fragments).
 */
final class TruesizeSteps {
  private static final int MOST_STEPS = 64;

  /** How far below its charge a class ends, at first: 1280 - 645 on x86-64 over IPv4. */
  private static final int USUAL_OVERHEAD = 635;

  private final IntUnaryOperator charge;
  private final int longest;
  private final List<Integer> limits = new ArrayList<>();
  private final List<Integer> charges = new ArrayList<>();
  private int overhead = USUAL_OVERHEAD;

  /**
   * A search.
   *
   * @param charge measures the charge of one datagram by its payload
   * @param longest the longest payload to look at, in bytes
   */
  TruesizeSteps(IntUnaryOperator charge, int longest) {
    this.charge = charge;
    this.longest = longest;
  }

  TruesizeTable find() {
    int most = charge.applyAsInt(longest);
    for (int payload = 0; limits.size() < MOST_STEPS; ) {
      int now = charge.applyAsInt(payload);
      if (now - payload == most - longest && growsAt(payload, now)) {
        return new TruesizeTable(limits, charges, most - longest);
      }
      int last = now == most ? longest : lastWith(now, payload);
      limits.add(last);
      charges.add(now);
      if (last == longest) {
        break;
      }
      overhead = now - last;
      payload = last + 1;
    }
    return new TruesizeTable(limits, charges, most - longest);
  }

  private boolean growsAt(int payload, int now) {
    return payload < longest && charge.applyAsInt(payload + 1) == now + 1;
  }

  /**
   * The longest payload that is charged {@code now}, which {@code first} is; gallops, then bisects.
   */
  private int lastWith(int now, int first) {
    int good = first;
    int bad = longest;
    int guess = Math.max(good + 1, Math.min(bad - 1, now - overhead));
    for (int stride = 1; bad - good > 1; stride *= 4) {
      boolean below = charge.applyAsInt(guess) == now;
      if (below) {
        good = guess;
      } else {
        bad = guess;
      }
      int next = below ? good + stride : bad - stride;
      guess = next > good && next < bad ? next : good + (bad - good) / 2;
    }
    return good;
  }
}
