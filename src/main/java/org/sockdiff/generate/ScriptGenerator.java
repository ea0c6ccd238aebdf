// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import org.sockdiff.op.Binder;
import org.sockdiff.op.Op;
import org.sockdiff.op.Ops;
import org.sockdiff.op.Param;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptPrinter;
import org.sockdiff.syntax.TraceReader;

/**
 * Makes up scripts. A script is named by the generator's version, a seed and an index, and depends
 * on nothing else: not on the machine, the kernel, the Java version, or how many are made.
 *
 * <p>Calls, flags and options come from the tables. Each call is played through in the model of one
 * fixed kernel before it is written down, so that queues hold something when they are read, and
 * calls do not sleep where nobody would wake them.
 */
public final class ScriptGenerator {
  /** Raised whenever the same seed gives other scripts though the tables are the same. */
  private static final int VERSION = 1;

  private static final Profile PROFILE = Profile.linux(KernelVersion.of("6.18"));
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final long seed;
  private final int calls;

  /**
   * A generator.
   *
   * @param calls how many calls a script makes
   */
  public ScriptGenerator(long seed, int calls) {
    this.seed = seed;
    this.calls = calls;
  }

  /**
   * {@code 1-5f2c0a91}: the version of this code, and a hash of the calls and words that scripts
   * are made of.
   */
  public static String version() {
    long hash = FNV_OFFSET;
    for (Op op : Ops.ALL) {
      hash = hash(hash, op.signature().name());
      for (Param<?> param : op.signature().given()) {
        hash = hash(hash, param.name());
        for (String word : param.words()) {
          hash = hash(hash, word);
        }
      }
    }
    return VERSION + "-" + Long.toHexString(hash).substring(0, 8);
  }

  private static long hash(long before, String text) {
    long hash = before;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return (hash ^ '\n') * FNV_PRIME;
  }

  /** {@code seed 7, 30 calls each, generator 1-5f2c0a91}. */
  public String described() {
    return "seed " + seed + ", " + calls + " calls each, generator " + version();
  }

  /** The name of a script, as of a file: {@code generated/7-12}. */
  public String name(long index) {
    return "generated/" + seed + "-" + index;
  }

  /** Makes up a script. */
  public GeneratedScript script(long index) {
    Author author =
        new Author(Dice.of(seed, index), Rehearsal.fresh(PROFILE, Machine.TYPICAL), calls);
    author.write();
    String file = name(index) + ".trace";
    String title =
        "Generated: seed "
            + seed
            + ", script "
            + index
            + ", calls "
            + calls
            + ", generator "
            + version()
            + ".";
    Script script = new Script(file, title, "", author.headers(), author.statements());
    String text = ScriptPrinter.print(script);
    return new GeneratedScript(
        text,
        Binder.bind(TraceReader.parse(file, text)).get(0),
        author.words(),
        author.notModelled(),
        author.peeksAtSeveral());
  }
}
