// SPDX-License-Identifier: Apache-2.0
/** What may be wrong with a script that parses and binds: unused names, guards with gaps, and so. */
@NullMarked
package org.sockdiff.lint;

import org.jspecify.annotations.NullMarked;
