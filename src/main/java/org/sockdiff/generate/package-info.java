// SPDX-License-Identifier: Apache-2.0

/**
 * Scripts that nobody wrote, made up from a seed and cut down to what makes them diverge; and what is
 * made out of scripts: C files.
 */
@NullMarked
package org.sockdiff.generate;

import org.jspecify.annotations.NullMarked;
