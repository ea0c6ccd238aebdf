// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * An accept call as it was made.
 *
 * @param caller who makes it
 * @param result the descriptor that it makes, as the script knows it
 * @param nonblocking whether the new description gets O_NONBLOCK
 */
record Accept(Caller caller, int result, boolean nonblocking) {}
