// SPDX-License-Identifier: Apache-2.0
/** Trace text to scripts; the only package that knows ANTLR. */
@NullMarked
package org.sockdiff.syntax;

import org.jspecify.annotations.NullMarked;
