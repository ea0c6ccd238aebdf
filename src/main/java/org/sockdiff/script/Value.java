// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.script;

import java.util.List;
import org.sockdiff.abi.BytePattern;
import org.sockdiff.abi.Bytes;

/** A value as it is written; what it means is decided by the parameter that it is given for. */
public sealed interface Value {
  Location location();

  /** {@code 5}, {@code -1}, {@code 0x10}. */
  record Int(Location location, long value) implements Value {}

  /**
   * One or more words joined by {@code |}: a name, a constant, flags; an element may be a number.
   */
  record Words(Location location, List<String> words) implements Value {
    public Words {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("no words");
      }
    }

    /** Whether it is one word, and that word is {@code word}. */
    public boolean is(String word) {
      return words.size() == 1 && words.get(0).equals(word);
    }
  }

  /**
   * {@code "text\x00"}, {@code "ab" * 700}, and in results {@code "hel" ...}.
   *
   * @param bytes what stands between the quotes, escapes resolved
   * @param repeat how often it is repeated, 1 or more
   * @param prefix whether {@code ...} follows: anything may come after
   */
  record Text(Location location, Bytes bytes, int repeat, boolean prefix) implements Value {
    public Text {
      if (repeat < 1) {
        throw new IllegalArgumentException("repeat must be at least 1: " + repeat);
      }
    }
  }

  /** {@code x"de ad .. ef"}: bytes in hexadecimal, {@code ..} any byte. */
  record Hex(Location location, BytePattern bytes, boolean prefix) implements Value {}

  /**
   * An address as written: {@code 127.0.0.1:9000}, {@code 127.0.0.1}, {@code [::1]:9000}, {@code
   * [::1]}, {@code unix:@name}, {@code unix:path}.
   */
  record Address(Location location, String text) implements Value {}

  /** {@code 200ms}, {@code 5s}, {@code 10us}, in microseconds, with the text it was written in. */
  record Duration(Location location, long micros, String text) implements Value {}

  /** {@code [a, b]}. */
  record ListOf(Location location, List<Value> values) implements Value {
    public ListOf {
      values = List.copyOf(values);
    }
  }

  /**
   * {@code {iov: [4, 4], control: 64}}; its entries are pairs, except where an operation allows
   * others.
   */
  record Rec(Location location, List<Value> entries) implements Value {
    public Rec {
      entries = List.copyOf(entries);
    }
  }

  /** {@code a:b}: an address with a port, an entry of poll, a field of a record. */
  record Pair(Location location, Value left, Value right) implements Value {}

  /** {@code _}: anything. */
  record Anything(Location location) implements Value {}

  /** {@code fault(64)}: a buffer at an unmapped address. */
  record Fault(Location location, List<Value> arguments) implements Value {
    public Fault {
      arguments = List.copyOf(arguments);
    }
  }
}
