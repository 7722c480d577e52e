package org.quorate.conformance.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/** Each check passes an honest system and fails one that is wrong in the way it looks for. */
class QuorumExamTest {
  private static final QuorumFigures FIGURES =
      new QuorumFigures(3, 2, 2, 0.75, 0, p -> 1 - Math.pow(1 - p, 4) - 4 * p * Math.pow(1 - p, 3));

  /** Any {@code size} of four replicas, of which one may be faulty, with what subclasses spoil. */
  private static class OfFour implements QuorumSystem {
    private final int size;

    OfFour(int size) {
      this.size = size;
    }

    @Override
    public int replicas() {
      return 4;
    }

    @Override
    public int faults() {
      return 1;
    }

    @Override
    public QuorumKind kind() {
      return QuorumKind.DISSEMINATION;
    }

    @Override
    public boolean isQuorum(QuorumRole role, ReplicaSet members) {
      return members.intersection(ReplicaSet.firstOf(4)).size() >= size;
    }

    @Override
    public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
      ReplicaSet left = available.intersection(ReplicaSet.firstOf(4));
      if (left.size() < size) {
        return null;
      }
      for (long drop = seed; left.size() > size; drop++) {
        left = left.without(left.toList().get((int) (drop % left.size())));
      }
      return left;
    }

    @Override
    public OptionalInt thresholdSize(QuorumRole role) {
      return OptionalInt.of(size);
    }

    @Override
    public QuorumFigures figures() {
      return FIGURES;
    }

    @Override
    public String toString() {
      return "of-four(" + size + ")";
    }
  }

  private static void holds(QuorumSystem system, Consumer<QuorumExam> check) {
    assertThatCode(() -> check.accept(new QuorumExam(system))).doesNotThrowAnyException();
  }

  private static void fails(QuorumSystem system, Consumer<QuorumExam> check) {
    assertThatThrownBy(() -> check.accept(new QuorumExam(system)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("of-four");
  }

  @Test
  void passesAnHonestSystem() {
    QuorumSystem honest = new OfFour(3);
    holds(honest, QuorumExam::isClosedUpwards);
    holds(honest, QuorumExam::intersectsAsPromised);
    holds(honest, QuorumExam::survivesAnyFaults);
    holds(honest, QuorumExam::tellsItsThresholdSize);
    holds(honest, QuorumExam::picksMinimalQuorums);
    holds(honest, QuorumExam::spreadsItsPicks);
    holds(honest, QuorumExam::figuresCountTheSets);
    holds(honest, QuorumExam::figuresGiveTheFailureProbability);
    holds(honest, QuorumExam::figuresBoundTheLoad);
  }

  @Test
  void findsASetThatCeasesToBeAQuorumWhenItGrows() {
    fails(
        new OfFour(3) {
          @Override
          public boolean isQuorum(QuorumRole role, ReplicaSet members) {
            return super.isQuorum(role, members)
                || members.intersection(ReplicaSet.firstOf(4)).equals(ReplicaSet.of(2));
          }
        },
        QuorumExam::isClosedUpwards);
  }

  @Test
  void findsStrangersThatAreCounted() {
    fails(
        new OfFour(3) {
          @Override
          public boolean isQuorum(QuorumRole role, ReplicaSet members) {
            return members.size() >= 3;
          }
        },
        QuorumExam::isClosedUpwards);
  }

  @Test
  void findsQuorumsThatAreTooSmallOrTooLarge() {
    fails(new OfFour(2), QuorumExam::intersectsAsPromised);
    fails(new OfFour(4), QuorumExam::survivesAnyFaults);
  }

  @Test
  void findsAReadQuorumThatIsTooSmall() {
    fails(
        new OfFour(3) {
          @Override
          public boolean isQuorum(QuorumRole role, ReplicaSet members) {
            return members.size() >= (role == QuorumRole.READ ? 2 : 3);
          }
        },
        QuorumExam::intersectsAsPromised);
  }

  @Test
  void findsAWrongThresholdSize() {
    fails(
        new OfFour(3) {
          @Override
          public OptionalInt thresholdSize(QuorumRole role) {
            return OptionalInt.empty();
          }
        },
        QuorumExam::tellsItsThresholdSize);
  }

  @Test
  void findsPicksThatAreMissingForeignOrNotMinimal() {
    fails(picking(null), QuorumExam::picksMinimalQuorums);
    fails(picking(ReplicaSet.of(1, 2, 3)), QuorumExam::picksMinimalQuorums);
    fails(picking(ReplicaSet.firstOf(4)), QuorumExam::picksMinimalQuorums);
  }

  @Test
  void findsPicksThatAlwaysFallOnTheSameReplicas() {
    fails(picking(ReplicaSet.of(1, 2, 3)), QuorumExam::spreadsItsPicks);
  }

  @Test
  void findsWrongFigures() {
    DoubleUnaryOperator failing = FIGURES.failureProbability();
    fails(figuring(2, 2, 2, 0.75, failing), QuorumExam::figuresCountTheSets);
    fails(figuring(3, 1, 2, 0.75, failing), QuorumExam::figuresCountTheSets);
    fails(figuring(3, 2, 1, 0.75, failing), QuorumExam::figuresCountTheSets);
    fails(figuring(3, 2, 2, 0.7, failing), QuorumExam::figuresBoundTheLoad);
    fails(figuring(3, 2, 2, 0.8, failing), QuorumExam::figuresBoundTheLoad);
    fails(figuring(3, 2, 2, 0.75, p -> p), QuorumExam::figuresGiveTheFailureProbability);
  }

  @Test
  void theKitFailsAWrongConstruction() {
    QuorumConstructionKit kit = new KitOfSystemsThatAreTooSmall();
    assertThatThrownBy(kit::intersectsAsPromised).isInstanceOf(AssertionError.class);
    assertThatThrownBy(kit::refusesAnUnknownOption).isInstanceOf(AssertionError.class);
    assertThatThrownBy(kit::refusesTheImpossible).isInstanceOf(AssertionError.class);
  }

  @Test
  void theBoundsOnTheLoadMeet() {
    // Reads take any one of three replicas, writes all of them: (1/3 + 1) / 2.
    LoadBounds bounds = LoadBounds.of(3, new int[] {1, 2, 4}, new int[] {7});
    assertThat(bounds.lower()).isBetween(2.0 / 3 - 0.02, 2.0 / 3 + 1e-9);
    assertThat(bounds.upper()).isBetween(2.0 / 3 - 1e-9, 2.0 / 3 + 0.02);
  }

  private static QuorumSystem picking(@Nullable ReplicaSet always) {
    return new OfFour(3) {
      @Override
      public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
        return always;
      }
    };
  }

  private static QuorumSystem figuring(
      int c, int is, int mt, double load, DoubleUnaryOperator failureProbability) {
    return new OfFour(3) {
      @Override
      public QuorumFigures figures() {
        return new QuorumFigures(c, is, mt, load, 0, failureProbability);
      }
    };
  }

  private static final class KitOfSystemsThatAreTooSmall extends QuorumConstructionKit {
    @Override
    protected QuorumConstruction construction() {
      return new QuorumConstruction() {
        @Override
        public String name() {
          return "of-four";
        }

        @Override
        public QuorumSystem build(Specification specification) {
          if (specification.replicas() > 4) {
            throw new ImpossibleConfigurationException("of-four has 4 replicas");
          }
          return new OfFour(2);
        }
      };
    }

    @Override
    protected List<Specification> small() {
      return List.of(new Specification(4, 1, QuorumKind.DISSEMINATION, Map.of()));
    }

    @Override
    protected List<Specification> large() {
      return small();
    }

    @Override
    protected List<Specification> impossible() {
      return List.of(new Specification(3, 1, QuorumKind.DISSEMINATION, Map.of()));
    }
  }
}
