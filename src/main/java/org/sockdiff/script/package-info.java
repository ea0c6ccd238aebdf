// SPDX-License-Identifier: Apache-2.0
/** A trace script as an immutable tree, each node with its place in the file. */
@NullMarked
package org.sockdiff.script;

import org.jspecify.annotations.NullMarked;
