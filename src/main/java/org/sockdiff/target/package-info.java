// SPDX-License-Identifier: Apache-2.0
/** What produces observations: the live kernel, the model, a record; and the record format. */
@NullMarked
package org.sockdiff.target;

import org.jspecify.annotations.NullMarked;
