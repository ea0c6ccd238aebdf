// SPDX-License-Identifier: Apache-2.0
/** The kernel's sockets as immutable states: hosts, sockets, queues, waiters, steps. */
@NullMarked
package org.sockdiff.model;

import org.jspecify.annotations.NullMarked;
