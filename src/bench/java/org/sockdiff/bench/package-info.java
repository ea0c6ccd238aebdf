// SPDX-License-Identifier: Apache-2.0
/** Measurements. */
@NullMarked
package org.sockdiff.bench;

import org.jspecify.annotations.NullMarked;
