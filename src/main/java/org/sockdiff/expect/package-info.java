// SPDX-License-Identifier: Apache-2.0
/** Fills in what a script expects from what was seen. */
@NullMarked
package org.sockdiff.expect;

import org.jspecify.annotations.NullMarked;
