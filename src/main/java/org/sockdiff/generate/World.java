// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.sockdiff.abi.BytePattern;
import org.sockdiff.abi.Bytes;
import org.sockdiff.op.Choices;
import org.sockdiff.script.Value;

/** The dice, and what is there when the next call is made: the choices of its arguments. */
final class World implements Choices {
  private static final List<String> HOSTS4 =
      List.of("127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.6", "0.0.0.0");
  private static final List<String> HOSTS6 =
      List.of("[::1]", "[::1]", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:0.0.0.0]");
  private static final List<String> HOSTS_ELSEWHERE =
      List.of("192.0.2.1", "[2001:db8::1]", "127.255.255.255", "255.255.255.255", "224.0.0.1");
  private static final List<String> WORDS =
      List.of("a", "be", "one", "four", "hello", "sixsix", "twelve bytes", "0123456789abcdef");
  private static final List<Integer> LONG =
      List.of(
          69, 133, 198, 262, 646, 1472, 1670, 3718, 7814, 16005, 20_000, 65_507, 65_508, 65_535);
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 2, 3, 5, 8, 64, 64, 64, 64, 2000, 65_536);

  /** Lengths of addresses at which no memory is mapped. */
  private static final List<Integer> BAD_LENGTHS = List.of(0, 1, 2, 16, 28, 128, 129);

  /**
   * Addresses by their bytes: none, too short, longer than they need be, of another family, longer
   * than any.
   */
  private static final List<String> ODD_ADDRESSES =
      List.of(
          "",
          "02",
          "0200",
          "02002328",
          "020023287f000001",
          "020023287f0000010000000000000000",
          "020023287f000001" + "00".repeat(112),
          "020023287f000001" + "00".repeat(121),
          "010023287f0000010000000000000000",
          "0a00232800000000" + "00".repeat(15) + "01",
          "0a00232800000000" + "00".repeat(15) + "01" + "00".repeat(4),
          "0a0023280000000000",
          "0000",
          "00000000000000000000000000000000");

  private static final int FIRST_PORT = 9000;

  private final Dice dice;
  private final boolean receives;
  private final Map<String, Integer> descriptors;
  private final List<String> open;
  private final Map<Integer, List<Integer>> queues;

  /**
   * The choices for one call.
   *
   * @param receives whether the call takes data that was received
   * @param descriptors the script's names, in the order in which they were bound, and their
   *     descriptors' ids
   */
  World(Dice dice, boolean receives, Map<String, Integer> descriptors, Rehearsal rehearsal) {
    this.dice = dice;
    this.receives = receives;
    this.descriptors = descriptors;
    this.queues = rehearsal.queues();
    this.open =
        descriptors.entrySet().stream()
            .filter(entry -> queues.containsKey(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
  }

  @Override
  public int below(int bound) {
    return dice.below(bound);
  }

  @Override
  public boolean receives() {
    return receives;
  }

  /** Whether some socket has so many messages queued. */
  boolean hasQueued(int count) {
    return queues.values().stream().anyMatch(queue -> queue.size() >= count);
  }

  /** Whether the socket that a name stands for has so many messages queued. */
  boolean hasQueued(String name, int count) {
    return queues.getOrDefault(descriptors.getOrDefault(name, -1), List.of()).size() >= count;
  }

  int openSockets() {
    return open.size();
  }

  @Override
  public Value descriptor() {
    if (open.isEmpty() || in(1, 60)) {
      return descriptors.isEmpty() || in(1, 2)
          ? Choices.number(-1)
          : Choices.word(one(List.copyOf(descriptors.keySet())));
    }
    List<String> full = open.stream().filter(name -> hasQueued(name, 1)).toList();
    return Choices.word(receives && !full.isEmpty() && in(7, 8) ? one(full) : one(open));
  }

  @Override
  public Value address() {
    if (in(1, 30)) {
      return in(1, 3) ? Choices.fault(Choices.number(one(BAD_LENGTHS))) : hex(one(ODD_ADDRESSES));
    }
    if (!open.isEmpty() && in(11, 20)) {
      return Choices.word(one(open));
    }
    if (in(1, 25)) {
      return Choices.word("AF_UNSPEC");
    }
    List<String> hosts = in(1, 20) ? HOSTS_ELSEWHERE : in(6, 10) ? HOSTS4 : HOSTS6;
    int port = in(1, 12) ? (in(1, 2) ? 0 : 80) : FIRST_PORT + below(4);
    return new Value.Address(HERE, one(hosts) + ":" + port);
  }

  @Override
  public int length() {
    List<Integer> queued = new ArrayList<>();
    queues.values().forEach(queued::addAll);
    return !queued.isEmpty() && in(1, 4) ? Math.max(0, one(queued) + between(-1, 1)) : one(LENGTHS);
  }

  private static Value hex(String digits) {
    return new Value.Hex(
        HERE, BytePattern.of(Bytes.copyOf(HexFormat.of().parseHex(digits))), false);
  }

  @Override
  public Value data() {
    if (in(1, 40)) {
      return Choices.fault(Choices.number(in(1, 8) ? 0 : one(LONG)));
    }
    if (in(1, 12)) {
      return text("", 1);
    }
    return in(1, 7) ? text("x", one(LONG)) : text(one(WORDS), 1);
  }

  private static Value text(String text, int repeat) {
    return new Value.Text(HERE, Bytes.ofText(text), repeat, false);
  }
}
