// SPDX-License-Identifier: Apache-2.0
/** Kernels to observe: starts sockdiff on them, and gets back the records of what they did. */
@NullMarked
package org.sockdiff.kernels;

import org.jspecify.annotations.NullMarked;
