// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A question about behaviour that some kernel answers differently, with the versions that its
 * answers date from.
 *
 * <p>Rules have the identity of their object: each is one constant in {@link Rules}.
 *
 * @param <A> the possible answers
 */
public final class Rule<A extends Enum<A>> {
  private final String id;
  private final Class<A> answers;
  private final String question;
  private final List<Dated<A>> dated;
  private final Map<String, A> gvisor;
  private final String source;
  private final String trace;

  private Rule(
      String id,
      Class<A> answers,
      String question,
      List<Dated<A>> dated,
      Map<String, A> gvisor,
      String source,
      String trace) {
    this.id = id;
    this.answers = answers;
    this.question = question;
    this.dated = List.copyOf(dated);
    this.gvisor = new TreeMap<>(gvisor);
    this.source = source;
    this.trace = trace;
  }

  /** How an answer is known. */
  public enum Evidence {
    /** Measured on the kernels named. */
    RUN,
    /** Read in the source of the versions named. */
    READ,
    /** From memory of the history, consistent with what was run and read. */
    REMEMBERED
  }

  /**
   * An answer and the version that it dates from.
   *
   * @param since the first mainline release, or where only a range is known its upper end
   * @param after where only a range is known, the last release known to answer as before
   * @param backports the first patch level of each stable branch that took the change
   * @param evidence how it is known
   * @param note on which kernels, from which commit
   */
  public record Dated<A>(
      A answer,
      KernelVersion since,
      Optional<KernelVersion> after,
      List<KernelVersion> backports,
      Evidence evidence,
      String note) {
    public Dated {
      backports = List.copyOf(backports);
    }

    /** Whether a kernel answers so, as far as this entry goes. */
    boolean includes(KernelVersion version) {
      if (since.release().compareTo(version.release()) <= 0) {
        return true;
      }
      for (KernelVersion backport : backports) {
        if (backport.sameBranch(version) && backport.patch() <= version.patch()) {
          return true;
        }
      }
      return false;
    }

    /** Whether a kernel lies where the boundary is not known. */
    boolean uncertainOf(KernelVersion version) {
      return after.isPresent()
          && after.get().compareTo(version) < 0
          && version.release().compareTo(since.release()) < 0;
    }
  }

  /**
   * A rule without answers yet.
   *
   * @param id its name: a family and what is asked, {@code udp.in-datagrams-at}
   * @param question what is asked, a sentence
   */
  public static <A extends Enum<A>> Rule<A> named(String id, Class<A> answers, String question) {
    return new Rule<>(id, answers, question, List.of(), Map.of(), "", "");
  }

  /** An answer from a mainline release on. */
  public Rule<A> from(String version, A answer, Evidence evidence, String note) {
    return with(
        new Dated<>(
            answer, KernelVersion.of(version), Optional.empty(), List.of(), evidence, note));
  }

  /** An answer that dates from some release after the first and at the latest from the second. */
  public Rule<A> between(String after, String version, A answer, Evidence evidence, String note) {
    return with(
        new Dated<>(
            answer,
            KernelVersion.of(version),
            Optional.of(KernelVersion.of(after)),
            List.of(),
            evidence,
            note));
  }

  /** The last dated answer was also taken into a stable branch, at this patch level. */
  public Rule<A> backported(String version) {
    Dated<A> last = dated.get(dated.size() - 1);
    List<KernelVersion> backports = new ArrayList<>(last.backports());
    backports.add(KernelVersion.of(version));
    List<Dated<A>> changed = new ArrayList<>(dated.subList(0, dated.size() - 1));
    changed.add(
        new Dated<>(
            last.answer(), last.since(), last.after(), backports, last.evidence(), last.note()));
    return new Rule<>(id, answers, question, changed, gvisor, source, trace);
  }

  /** gVisor's answer, from a release date on (YYYYMMDD). */
  public Rule<A> inGvisor(String date, A answer) {
    Map<String, A> more = new TreeMap<>(gvisor);
    more.put(date, answer);
    return new Rule<>(id, answers, question, dated, more, source, trace);
  }

  /** The kernel file and function that decides it. */
  public Rule<A> decidedIn(String place) {
    return new Rule<>(id, answers, question, dated, gvisor, place, trace);
  }

  /** The trace that tells the answers apart. */
  public Rule<A> toldApartBy(String path) {
    return new Rule<>(id, answers, question, dated, gvisor, source, path);
  }

  private Rule<A> with(Dated<A> entry) {
    List<Dated<A>> more = new ArrayList<>(dated);
    more.add(entry);
    return new Rule<>(id, answers, question, more, gvisor, source, trace);
  }

  public String id() {
    return id;
  }

  public String question() {
    return question;
  }

  /** The dated answers, oldest first. */
  public List<Dated<A>> dated() {
    return dated;
  }

  /** gVisor's answers by date. */
  public Map<String, A> gvisor() {
    return gvisor;
  }

  /** The kernel file and function. */
  public String source() {
    return source;
  }

  /** The telling trace's path. */
  public String trace() {
    return trace;
  }

  /** The answers that are possible. */
  public List<A> answers() {
    return List.of(answers.getEnumConstants());
  }

  /** The answer with a name. */
  public Optional<A> answerNamed(String name) {
    for (A answer : answers.getEnumConstants()) {
      if (answer.name().equals(name)) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  A cast(Enum<?> answer) {
    return answers.cast(answer);
  }

  /** What a Linux release answers: the last entry that includes it, else the oldest. */
  public A answerOf(KernelVersion version) {
    A answer = dated.get(0).answer();
    for (Dated<A> entry : dated) {
      if (entry.includes(version)) {
        answer = entry.answer();
      }
    }
    return answer;
  }

  /** Whether the answer of a release is only inferred, because the boundary is known as a range. */
  public boolean uncertainOf(KernelVersion version) {
    return dated.stream().anyMatch(entry -> entry.uncertainOf(version));
  }

  /** What a gVisor of a date answers; its oldest known answer before that; else today's Linux's. */
  A gvisorAnswer(String date) {
    A answer =
        gvisor.isEmpty() ? dated.get(dated.size() - 1).answer() : gvisor.values().iterator().next();
    for (Map.Entry<String, A> entry : gvisor.entrySet()) {
      if (entry.getKey().compareTo(date) <= 0) {
        answer = entry.getValue();
      }
    }
    return answer;
  }

  /**
   * Who gives an answer, as a text: {@code linux before 2.6.25}, {@code linux 4.10 and later},
   * {@code gvisor}.
   */
  public String kernelsOf(Enum<?> answer) {
    List<String> spans = new ArrayList<>();
    for (int i = 0; i < dated.size(); i++) {
      if (dated.get(i).answer() == answer) {
        spans.add(span(i));
      }
    }
    String linux = spans.isEmpty() ? "" : "linux " + String.join(" and ", spans);
    boolean alsoGvisor = gvisor.containsValue(answer);
    if (linux.isEmpty()) {
      return alsoGvisor ? "gvisor" : "no known kernel";
    }
    return linux + (alsoGvisor ? ", and gvisor," : "");
  }

  private String span(int entry) {
    boolean last = entry + 1 == dated.size();
    if (entry == 0) {
      return last ? "always" : "before " + dated.get(1).since();
    }
    return dated.get(entry).since()
        + (last ? " and later" : " to before " + dated.get(entry + 1).since());
  }

  @Override
  public String toString() {
    return id;
  }
}
