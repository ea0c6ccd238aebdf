// SPDX-License-Identifier: Apache-2.0
/** The commands and their exit codes; the only package that wires {@code sys.jna}. */
@NullMarked
package org.sockdiff.cli;

import org.jspecify.annotations.NullMarked;
