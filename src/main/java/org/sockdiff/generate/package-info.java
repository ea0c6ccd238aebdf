// SPDX-License-Identifier: Apache-2.0
/** What is made out of scripts: C files. */
@NullMarked
package org.sockdiff.generate;

import org.jspecify.annotations.NullMarked;
