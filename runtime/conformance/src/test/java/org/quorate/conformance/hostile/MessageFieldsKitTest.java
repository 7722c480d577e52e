package org.quorate.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.quorate.conformance.hostile.FieldTrial.Story;

/** The kit passes what is right, and fails whatever is wrong. */
class MessageFieldsKitTest {
  private static final String WITH_CHECK = "d6_aChangedFieldChangesNothingWhereItIsChecked";
  private static final String WITHOUT = "d6_aChangedFieldIsNoticedWhereItsCheckIsLeftOut";
  private static final String SIGN = "it is taken";

  sealed interface Word {}

  /** The number must be one. */
  record Said(int number) implements Word {}

  @TempDir private static Path folder;

  @BeforeAll
  static void documents() throws IOException {
    Files.writeString(
        folder.resolve("fields.md"),
        """
        ## Words
        | `Said.number` | one | it is taken | off by one, zero, largest |
        ## Other words
        | `Said.number` | one | it is taken | zero |
        """);
  }

  private static FieldCheck check(Story story) {
    return FieldCheck.of("Said\\.number", "one", story, SIGN);
  }

  private static String takenWhereLeftOut(FieldTrial trial) {
    Object changed = trial.change().of(1, null);
    return changed != null && trial.leftOut() ? SIGN : FieldTrial.NOTHING;
  }

  abstract static class Words extends MessageFieldsKit {
    @Override
    protected List<Class<?>> roles() {
      return List.of(Word.class);
    }

    @Override
    protected List<FieldCheck> checks() {
      return List.of(check(MessageFieldsKitTest::takenWhereLeftOut));
    }

    @Override
    protected Path document() {
      return folder.resolve("fields.md");
    }

    @Override
    protected String section() {
      return "Words";
    }
  }

  static final class Right extends Words {}

  static final class WithoutACheck extends Words {
    @Override
    protected List<FieldCheck> checks() {
      return List.of();
    }
  }

  static final class WithTwoChecks extends Words {
    @Override
    protected List<FieldCheck> checks() {
      return List.of(super.checks().get(0), super.checks().get(0));
    }
  }

  static final class OfAFieldThatIsNot extends Words {
    @Override
    protected List<FieldCheck> checks() {
      FieldCheck unused = FieldCheck.shownBy("Said\\.text", "none", "a test");
      return List.of(super.checks().get(0), unused);
    }
  }

  static final class Unnoticed extends Words {
    @Override
    protected List<FieldCheck> checks() {
      return List.of(check(trial -> FieldTrial.NOTHING));
    }
  }

  static final class NotChecked extends Words {
    @Override
    protected List<FieldCheck> checks() {
      return List.of(
          check(trial -> trial.change().of(1, null) == null ? FieldTrial.NOTHING : SIGN));
    }
  }

  static final class DocumentedOtherwise extends Words {
    @Override
    protected String section() {
      return "Other words";
    }
  }

  static final class NotDocumented extends Words {
    @Override
    protected String section() {
      return "No words";
    }
  }

  private static Set<String> failuresOf(Class<?> tested) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build())
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tested))
                .build(),
            summary);
    assertThat(summary.getSummary().getTestsFoundCount()).isEqualTo(4);
    return summary.getSummary().getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getSource().orElseThrow())
        .map(source -> ((MethodSource) source).getMethodName())
        .collect(Collectors.toSet());
  }

  @Test
  void d6_whatIsRightPasses() {
    assertThat(failuresOf(Right.class)).isEmpty();
  }

  @Test
  void d6_aFieldHasExactlyOneCheck() {
    assertThat(failuresOf(WithoutACheck.class)).containsExactlyInAnyOrder(WITH_CHECK, WITHOUT);
    assertThat(failuresOf(WithTwoChecks.class)).containsExactlyInAnyOrder(WITH_CHECK, WITHOUT);
  }

  @Test
  void d6_aCheckIsOfAField() {
    assertThat(failuresOf(OfAFieldThatIsNot.class)).containsExactly("d6_everyCheckIsOfSomeField");
  }

  @Test
  void d6_aCheckThatNobodyMissesFails() {
    assertThat(failuresOf(Unnoticed.class)).containsExactly(WITHOUT);
  }

  @Test
  void d6_whatIsNotCheckedFails() {
    assertThat(failuresOf(NotChecked.class)).containsExactly(WITH_CHECK);
  }

  @Test
  void d6_theDocumentSaysWhatIsSo() {
    assertThat(failuresOf(DocumentedOtherwise.class)).containsExactly(WITHOUT);
    assertThat(failuresOf(NotDocumented.class))
        .containsExactlyInAnyOrder(WITHOUT, "d6_noOtherFieldIsDocumented");
  }
}
