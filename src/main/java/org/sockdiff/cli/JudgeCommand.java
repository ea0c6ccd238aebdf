// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

@picocli.CommandLine.Command(name = "judge")
final class JudgeCommand implements java.util.concurrent.Callable<Integer> {
  @Override
  public Integer call() {
    return 3;
  }
}
