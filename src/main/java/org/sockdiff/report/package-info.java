// SPDX-License-Identifier: Apache-2.0
/** Results as text: reads results, runs nothing. */
@NullMarked
package org.sockdiff.report;

import org.jspecify.annotations.NullMarked;
