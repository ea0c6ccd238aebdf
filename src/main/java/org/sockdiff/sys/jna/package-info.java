// SPDX-License-Identifier: Apache-2.0
/** The ports to the machine through JNA; the only package that uses it. */
@NullMarked
package org.sockdiff.sys.jna;

import org.jspecify.annotations.NullMarked;
