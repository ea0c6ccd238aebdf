// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

public final class RecordException extends RuntimeException {}
