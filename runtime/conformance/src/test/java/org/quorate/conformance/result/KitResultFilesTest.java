package org.quorate.conformance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A kit that JUnit runs leaves a file, in which a part that is wrong has failed. */
class KitResultFilesTest {
  @TempDir private Path folder;

  /** As an author of a part has it. */
  record Part(String name) {}

  /** A kit with a case of every sort; its part is to have a short name. */
  @ConformanceKit(part = "part", withstands = "names", breaks = "a long name")
  abstract static class NameKit {
    protected abstract Part part();

    @Test
    void isShort() {
      assertThat(part().name()).hasSizeLessThan(10);
    }

    @Test
    void isWrittenInLatin() {
      Assumptions.abort("no dictionary was found");
    }

    @TestFactory
    Stream<DynamicTest> isShorterThan() {
      return Stream.of(5, 100)
          .map(
              length ->
                  DynamicTest.dynamicTest(
                      length + " letters",
                      () -> assertThat(part().name()).hasSizeLessThan(length)));
    }

    @Property(tries = 2)
    void isNoNumber(@ForAll int number) {
      assertThat(part().name()).isNotEqualTo(Integer.toString(number));
    }
  }

  static class WrongPart extends NameKit {
    @Override
    protected Part part() {
      return new Part("much-too-long");
    }
  }

  static class PartThatIsNone extends NameKit {
    @Override
    protected Part part() {
      throw new IllegalStateException("there is no part");
    }
  }

  private JsonNode run(DiscoverySelector selector, Class<?> tested) throws IOException {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .configurationParameter(KitResultFiles.FOLDER, folder.toString())
                .configurationParameter("jqwik.database", "target/jqwik-database-of-kits")
                .build());
    return new ObjectMapper().readTree(folder.resolve(tested.getName() + ".json").toFile());
  }

  @Test
  void saysWhatFailedWhatPassedAndWhatWasSkipped() throws IOException {
    JsonNode result = run(selectClass(WrongPart.class), WrongPart.class);

    assertThat(result.path("format").textValue()).isEqualTo("quorate/conformance/1");
    assertThat(result.path("kit").textValue()).isEqualTo("NameKit");
    assertThat(result.path("kitVersion").textValue()).matches("[0-9].*");
    assertThat(result.path("jdk").textValue()).isEqualTo(System.getProperty("java.version"));
    assertThat(result.path("part").textValue()).isEqualTo("much-too-long");
    assertThat(result.path("breaks").textValue()).isEqualTo("a long name");
    assertThat(result.path("passed").intValue()).isEqualTo(2);
    assertThat(result.path("failed").intValue()).isEqualTo(2);
    assertThat(result.path("skipped").intValue()).isEqualTo(1);
    assertThat(result.path("notRun")).isEmpty();
    assertThat(result.path("cases"))
        .extracting(one -> one.path("name").textValue() + " " + one.path("verdict").textValue())
        .containsExactly(
            "isNoNumber PASSED",
            "isShort FAILED",
            "isShorterThan 100 letters PASSED",
            "isShorterThan 5 letters FAILED",
            "isWrittenInLatin SKIPPED");
    assertThat(result.path("cases").path(1).path("message").textValue())
        .contains("to be less than 10 but was 13");
    assertThat(result.path("cases").path(4).path("message").textValue())
        .contains("no dictionary was found");
  }

  @Test
  void isTheSameTheNextTime() throws IOException {
    run(selectClass(WrongPart.class), WrongPart.class);
    Path file = folder.resolve(WrongPart.class.getName() + ".json");
    String first = Files.readString(file);
    run(selectClass(WrongPart.class), WrongPart.class);
    assertThat(file).hasContent(first);
  }

  @Test
  void saysWhatWasNotRun() throws IOException {
    JsonNode result = run(selectMethod(WrongPart.class, "isShort"), WrongPart.class);
    assertThat(result.path("notRun"))
        .extracting(JsonNode::textValue)
        .containsExactly("isNoNumber", "isShorterThan", "isWrittenInLatin");
  }

  @Test
  void aPartThatCannotBeMadeFailsEveryCase() throws IOException {
    JsonNode result = run(selectClass(PartThatIsNone.class), PartThatIsNone.class);
    assertThat(result.path("part").isNull()).isTrue();
    assertThat(result.path("passed").intValue()).isZero();
    assertThat(KitRun.of(PartThatIsNone.class).failures())
        .containsExactly("isNoNumber", "isShort", "isShorterThan", "isWrittenInLatin");
  }
}
