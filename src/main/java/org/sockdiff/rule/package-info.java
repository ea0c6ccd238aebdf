// SPDX-License-Identifier: Apache-2.0
/** Behaviour that some kernel answers differently: rules with dates, profiles, the machine. */
@NullMarked
package org.sockdiff.rule;

import org.jspecify.annotations.NullMarked;
