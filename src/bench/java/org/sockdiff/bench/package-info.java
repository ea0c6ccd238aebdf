// SPDX-License-Identifier: Apache-2.0
/** Benchmarks: what the product costs, beside the limit that C sets. */
@NullMarked
package org.sockdiff.bench;

import org.jspecify.annotations.NullMarked;
