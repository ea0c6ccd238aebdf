// SPDX-License-Identifier: Apache-2.0
/** Ports to the machine: system calls, network namespaces, counters. */
@NullMarked
package org.sockdiff.sys;

import org.jspecify.annotations.NullMarked;
