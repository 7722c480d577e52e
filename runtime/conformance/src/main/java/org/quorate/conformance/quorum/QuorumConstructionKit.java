package org.quorate.conformance.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.result.ConformanceKit;

/**
 * What every quorum construction must pass. Subclass it, name the construction and the systems to
 * look at; small ones are examined by brute force, large ones by random sets.
 */
@ConformanceKit(
    part = "construction",
    withstands =
        "any f faulty replicas: every two quorums share what their kind requires, and "
            + "whoever fails, a quorum is left; by brute force in small systems, by random sets "
            + "in large ones",
    breaks =
        "f+1 faulty replicas: some two quorums of a small system share too few, or no "
            + "quorum is left")
public abstract class QuorumConstructionKit {
  protected abstract QuorumConstruction construction();

  /** Systems of at most {@link QuorumExam#REPLICAS_MAX} replicas; some of each kind. */
  protected abstract List<Specification> small();

  /** Larger systems, for example of 31 and of 100 replicas. */
  protected abstract List<Specification> large();

  /** What the construction must refuse. */
  protected abstract List<Specification> impossible();

  @Test
  void isClosedUpwards() {
    examine(QuorumExam::isClosedUpwards);
  }

  @Test
  void intersectsAsPromised() {
    examine(QuorumExam::intersectsAsPromised);
  }

  @Test
  void survivesAnyFaults() {
    examine(QuorumExam::survivesAnyFaults);
  }

  /** The exam looks: not every system has a fault to spare. */
  @Test
  void withOneFaultMoreThanItTolerates_itBreaks() {
    assertThat(small())
        .anySatisfy(
            specification -> {
              QuorumExam beyond =
                  new QuorumExam(new OneFaultMore(construction().build(specification)));
              assertThatThrownBy(
                      () -> {
                        beyond.intersectsAsPromised();
                        beyond.survivesAnyFaults();
                      })
                  .isInstanceOf(AssertionError.class);
            });
  }

  @Test
  void tellsItsThresholdSize() {
    examine(QuorumExam::tellsItsThresholdSize);
  }

  @Test
  void picksMinimalQuorums() {
    examine(QuorumExam::picksMinimalQuorums);
  }

  @Test
  void spreadsItsPicks() {
    examine(QuorumExam::spreadsItsPicks);
  }

  @Test
  void figuresCountTheSets() {
    examine(QuorumExam::figuresCountTheSets);
  }

  @Test
  void figuresGiveTheFailureProbability() {
    examine(QuorumExam::figuresGiveTheFailureProbability);
  }

  @Test
  void figuresBoundTheLoad() {
    examine(QuorumExam::figuresBoundTheLoad);
  }

  @Test
  void buildsWhatWasSpecified() {
    assertThat(construction().name()).isNotBlank();
    for (Specification specification : small()) {
      QuorumSystem system = construction().build(specification);
      assertThat(List.of(system.replicas(), system.faults(), system.kind()))
          .as("%s", system)
          .isEqualTo(
              List.of(specification.replicas(), specification.faults(), specification.kind()));
    }
  }

  @Test
  void refusesAnUnknownOption() {
    for (Specification specification : small()) {
      Map<String, String> options = new HashMap<>(specification.options());
      options.put("no-such-option", "1");
      assertThatThrownBy(
              () ->
                  construction()
                      .build(
                          new Specification(
                              specification.replicas(),
                              specification.faults(),
                              specification.kind(),
                              options)))
          .isInstanceOf(ImpossibleConfigurationException.class)
          .hasMessageContaining("no-such-option");
    }
  }

  @Test
  void refusesTheImpossible() {
    for (Specification specification : impossible()) {
      assertThatThrownBy(() -> construction().build(specification), "%s", specification)
          .isInstanceOf(ImpossibleConfigurationException.class);
    }
  }

  @Property(tries = 200)
  void picksAmongAnyAvailable(
      @ForAll("systems") QuorumSystem system,
      @ForAll QuorumRole role,
      @ForAll Random random,
      @ForAll long seed) {
    QuorumExam.picksMinimalQuorum(system, role, someOf(system, random), seed);
  }

  @Property(tries = 200)
  void anyTwoPicksIntersectAsPromised(
      @ForAll("systems") QuorumSystem system,
      @ForAll QuorumRole role,
      @ForAll Random random,
      @ForAll long seed) {
    ReplicaSet first = system.pick(QuorumRole.WRITE, someOf(system, random), seed);
    ReplicaSet second = system.pick(role, someOf(system, random), seed + 1);
    if (first != null && second != null) {
      assertThat(first.intersection(second).size())
          .as("%s: replicas that the picks %s and %s share", system, first, second)
          .isGreaterThanOrEqualTo(system.kind().intersectionRequired(system.faults()));
    }
  }

  @Property(tries = 200)
  void noFaultsTakeTheLastQuorum(
      @ForAll("systems") QuorumSystem system, @ForAll QuorumRole role, @ForAll Random random) {
    ReplicaSet all = ReplicaSet.firstOf(system.replicas());
    ReplicaSet faulty = ReplicaSet.copyOf(shuffled(all, random).subList(0, system.faults()));
    assertThat(system.isQuorum(role, all.minus(faulty)))
        .as("%s: some %s quorum without %s", system, role, faulty)
        .isTrue();
  }

  @Provide
  Arbitrary<QuorumSystem> systems() {
    return Arbitraries.of(large().stream().map(construction()::build).toList());
  }

  private void examine(Consumer<QuorumExam> check) {
    assertThat(small()).as("a kit that looks at nothing proves nothing").isNotEmpty();
    small()
        .forEach(
            specification -> check.accept(new QuorumExam(construction().build(specification))));
  }

  /** A random set, rarely so small that it cannot contain a quorum. */
  private static ReplicaSet someOf(QuorumSystem system, Random random) {
    List<ReplicaId> replicas = shuffled(ReplicaSet.firstOf(system.replicas()), random);
    int fewest = replicas.size() / 4;
    int count = fewest + random.nextInt(replicas.size() - fewest + 1);
    return ReplicaSet.copyOf(replicas.subList(0, count));
  }

  private static List<ReplicaId> shuffled(ReplicaSet replicas, Random random) {
    List<ReplicaId> order = new ArrayList<>(replicas.toList());
    Collections.shuffle(order, random);
    return order;
  }
}
