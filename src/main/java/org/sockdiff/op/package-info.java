// SPDX-License-Identifier: Apache-2.0
/** The calls: one file each, with signature, meaning in the model, and how to make it. */
@NullMarked
package org.sockdiff.op;

import org.jspecify.annotations.NullMarked;
