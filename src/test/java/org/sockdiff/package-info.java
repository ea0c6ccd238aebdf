// SPDX-License-Identifier: Apache-2.0
/** What holds for the whole: its architecture, its traces, and the tests themselves. */
@NullMarked
package org.sockdiff;

import org.jspecify.annotations.NullMarked;
