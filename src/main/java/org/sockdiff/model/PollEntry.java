// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * An entry of poll.
 *
 * @param fd the descriptor as the script knows it
 * @param number a negative number that stands in its place is skipped
 * @param events the events asked for
 */
public record PollEntry(int fd, int number, int events) {}
