// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import org.sockdiff.script.Location;
import org.sockdiff.script.Value;

/**
 * What arguments are made up of when nobody writes the script: dice, and something of the state in
 * which the call will be made.
 */
public interface Choices {
  /** Where values stand that are in no file yet. */
  Location HERE = new Location("generated", 1, 1);

  /** A number from 0 to {@code bound} - 1, each as likely as the others. */
  int below(int bound);

  /** Whether the call takes data that was received. */
  boolean receives();

  /**
   * The name of a descriptor, or now and then the number of one that is not open; most often one
   * that the call finds something at.
   */
  Value descriptor();

  /** An address, or the name of a socket for its own. */
  Value address();

  /** The length of a buffer to receive into, in bytes. */
  int length();

  /** Data to send. */
  Value data();

  /** Whether something happens that does so {@code times} out of {@code of}. */
  default boolean in(int times, int of) {
    return below(of) < times;
  }

  /** One of several, each as likely. */
  default <T> T one(List<T> list) {
    return list.get(below(list.size()));
  }

  /** Between {@code least} and {@code most} of them, both included. */
  default int between(int least, int most) {
    return least + below(most - least + 1);
  }

  /** One or more words, joined by {@code |}. */
  static Value words(List<String> words) {
    return new Value.Words(HERE, words);
  }

  /** One word. */
  static Value word(String word) {
    return words(List.of(word));
  }

  /** A number. */
  static Value number(long number) {
    return new Value.Int(HERE, number);
  }

  /** A field of a record, or an entry of poll. */
  static Value pair(Value left, Value right) {
    return new Value.Pair(HERE, left, right);
  }

  /** A buffer at an address where no memory is mapped, of so many bytes. */
  static Value fault(Value length) {
    return new Value.Fault(HERE, List.of(length));
  }

  /** A list. */
  static Value list(List<Value> values) {
    return new Value.ListOf(HERE, values);
  }

  /** A record. */
  static Value record(List<Value> fields) {
    return new Value.Rec(HERE, fields);
  }
}
