// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * Something that the model does not say anything about yet: the case is inconclusive, never passed.
 */
public final class ModelGap extends RuntimeException {
  public ModelGap(String what) {
    super("not modelled: " + what);
  }
}
