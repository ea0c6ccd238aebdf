// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import java.util.Optional;
import org.sockdiff.abi.Outcome;
import org.sockdiff.op.NamedOutcome;

/** How a call of a race ended, when no thread can go on. */
public sealed interface End extends NamedOutcome.End {
  /** The call sleeps, and nothing will wake it. */
  End ASLEEP = new Asleep();

  /** The call was not made: one that its thread makes before it sleeps. */
  End NOT_MADE = new NotMade();

  /** The call returned. */
  record Returned(Outcome ended) implements End {
    @Override
    public Optional<Outcome> outcome() {
      return Optional.of(ended);
    }

    @Override
    public boolean sleeps() {
      return false;
    }
  }

  /** See {@link #ASLEEP}. */
  record Asleep() implements End {
    @Override
    public Optional<Outcome> outcome() {
      return Optional.empty();
    }

    @Override
    public boolean sleeps() {
      return true;
    }
  }

  /** See {@link #NOT_MADE}. */
  record NotMade() implements End {
    @Override
    public Optional<Outcome> outcome() {
      return Optional.empty();
    }

    @Override
    public boolean sleeps() {
      return false;
    }
  }
}
