// SPDX-License-Identifier: Apache-2.0
/** Observations against allowed steps: verdicts, divergences, explanations. */
@NullMarked
package org.sockdiff.check;

import org.jspecify.annotations.NullMarked;
