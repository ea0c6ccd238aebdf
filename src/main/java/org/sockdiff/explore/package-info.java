// SPDX-License-Identifier: Apache-2.0
/** Every interleaving of several threads' calls, and the outcomes that they lead to. */
@NullMarked
package org.sockdiff.explore;

import org.jspecify.annotations.NullMarked;
