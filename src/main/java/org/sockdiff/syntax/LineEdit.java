// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.syntax;

import java.util.Optional;

/**
 * Other pieces for a line of a script.
 *
 * @param line counted from 1
 * @param results what stands for the results from then on: {@code = "hello"}, {@code blocks}, or
 *     after {@code returns} only {@code "hello"}; absent if they stay
 * @param counters likewise: {@code { InDatagrams +1 }}
 */
public record LineEdit(int line, Optional<String> results, Optional<String> counters) {}
