// SPDX-License-Identifier: Apache-2.0
/** What the kernel's interface is made of: errnos, flags, addresses, bytes, outcomes, counters. */
@NullMarked
package org.sockdiff.abi;

import org.jspecify.annotations.NullMarked;
