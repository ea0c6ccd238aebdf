// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.Map;
import java.util.TreeMap;
import org.sockdiff.op.Program;

/**
 * A script that was made up.
 *
 * @param text as a file would hold it
 * @param program the text, parsed and bound
 * @param words how often each call was made, and with each word of the tables: {@code call word}
 * @param notModelled how often that was left out because the model says nothing of the call
 * @param peeksAtSeveral whether it peeks at a socket with two or more messages queued
 */
public record GeneratedScript(
    String text,
    Program program,
    Map<String, Integer> words,
    Map<String, Integer> notModelled,
    boolean peeksAtSeveral) {
  public GeneratedScript {
    words = new TreeMap<>(words);
    notModelled = new TreeMap<>(notModelled);
  }
}
