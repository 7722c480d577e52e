package org.quorate.console.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The matrix says what is so. */
class MatrixTest {
  private static final Path ROOT = Path.of("../..");
  private static final Matrix MATRIX = Matrix.shipped();
  private static final List<Path> SOURCES = sources();

  private static List<Path> sources() {
    // module/src/test/java, or one folder deeper
    try (Stream<Path> folders = Files.find(ROOT, 5, (path, is) -> is.isDirectory())) {
      return folders
          .filter(folder -> folder.endsWith("src/test/java") || folder.endsWith("src/main/java"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyRowOfTheMatrixIsThere() {
    assertThat(MATRIX.rows().stream().map(Row::id))
        .containsExactlyElementsOf(
            Stream.of(
                    ids("E", 1, 9),
                    ids("P", 1, 5),
                    ids("T", 1, 2),
                    ids("L", 1, 5),
                    List.of("S2", "O1", "V1", "A1"),
                    ids("B", 1, 11),
                    List.of("C1"),
                    ids("H", 1, 7),
                    ids("F", 1, 9),
                    ids("R", 1, 8),
                    ids("D", 1, 9),
                    ids("X", 1, 4))
                .flatMap(List::stream)
                .toList());
  }

  private static List<String> ids(String letter, int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(number -> letter + number).toList();
  }

  /** All others name a test. What these lack is written in the row; nothing may join them. */
  @Test
  void onlyWhatDoesNotExistYetIsWithoutATest() {
    assertThat(MATRIX.rows().stream().filter(row -> row.state() == Row.State.NOT_YET).map(Row::id))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ids("F", 1, 9), ids("R", 1, 6), List.of("R8"), ids("H", 6, 7), ids("X", 1, 2))
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void theTestsOfARowExistAndAreNamedAfterIt() throws IOException {
    for (Row row : MATRIX.rows()) {
      // A test of two rows has the names of both: d3_d7_...
      String named = "([a-z]\\d+_)*" + row.id().toLowerCase(Locale.ROOT) + "_.*";
      for (Map.Entry<String, List<String>> ofClass : row.tests().entrySet()) {
        String source = source(ofClass.getKey());
        for (String test : ofClass.getValue()) {
          assertThat(test).as("a test of %s", row.id()).matches(named);
          assertThat(source.contains("void " + test + "("))
              .as("%s has the test %s of %s", ofClass.getKey(), test, row.id())
              .isTrue();
        }
      }
    }
  }

  @Test
  void whatRunsOnRealProcessesUsesThem() throws IOException {
    for (Row row : MATRIX.rows()) {
      boolean processes = false;
      for (String ofClass : row.tests().keySet()) {
        processes |=
            Stream.of("new Processes(", "ProcessCluster cluster")
                .anyMatch(source(ofClass)::contains);
      }
      assertThat(row.processes()).as(row.id()).isEqualTo(processes);
    }
  }

  /** The text of a class of the tests, given without {@code org.quorate.}. */
  private static String source(String ofClass) throws IOException {
    Path file = Path.of("org", "quorate").resolve(ofClass.replace('.', '/') + ".java");
    for (Path folder : SOURCES) {
      if (Files.exists(folder.resolve(file))) {
        return Files.readString(folder.resolve(file));
      }
    }
    throw new AssertionError("there is no class " + ofClass);
  }

  @Test
  void thePageOfTheDocumentationIsTheMatrix() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/attacks.md")))
        .as("renew it: ./quorate attacks --markdown > docs/attacks.md")
        .isEqualTo(MatrixPage.of(MATRIX));
  }

  @Test
  void aTerminalOfEightyColumnsShowsAllOfIt() {
    assertThat(MatrixText.overview(MATRIX).lines())
        .allMatch(line -> line.length() <= 80)
        .last()
        .asString()
        .startsWith(MATRIX.rows().size() + " rows: ");
    for (Row row : MATRIX.rows()) {
      String details = MatrixText.details(row);
      assertThat(details.lines()).allMatch(line -> line.length() <= 80);
      assertThat(details.replaceAll("\\s+", " ")).contains(row.id(), row.attack(), row.outcome());
    }
  }
}
