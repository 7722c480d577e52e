package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TimelinePageTest {
  private static final CheckOptions ATOMIC = CheckOptions.atomic();

  private static String page(List<Operation> operations, CheckOptions options) throws IOException {
    History history = History.of(operations);
    return TimelinePage.of(HistoryCheck.check(history, options), history, options);
  }

  private static List<Operation> newThenOld(String value) {
    return List.of(
        Operation.write("w", "k", value, 0, 5L),
        Operation.write("w", "k", "new", 10, null),
        Operation.read("r", "k", "new", 20, 30L),
        Operation.read("s", "k", value, 40, 50L),
        Operation.read("t", "k", "new", 45, 60L),
        Operation.read("t", "l", null, 45, 60L));
  }

  private static int count(String part, String page) {
    return page.split(part, -1).length - 1;
  }

  @Test
  void whatShowsTheViolationStandsOutFromWhatIsAroundIt() throws IOException {
    String page = page(newThenOld("old"), ATOMIC);
    assertThat(page).contains("VIOLATED on 1 key", "<h2>Key k</h2>", ">write &quot;old&quot;<");
    assertThat(count("<rect class=\"bar culprit", page)).isEqualTo(4);
    assertThat(count("<rect class=\"bar read\"", page)).as("of others on the key").isEqualTo(1);
    assertThat(count("<line class=\"lane\"", page)).as("clients").isEqualTo(4);
    assertThat(page).contains("class=\"bar culprit unknown write\"").contains("10 to no answer");
  }

  @Test
  void thePageNeedsNothingElse() throws IOException {
    String page = page(newThenOld("old"), ATOMIC);
    assertThat(page).doesNotContain("<script", "<link", "<img", "url(", "@import", "src=", "href=");
    assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("://");
  }

  @Test
  void aTextOfTheHistoryStaysText() throws IOException {
    String page = page(newThenOld("<script>x()</script>\u0007<!--VIOLATIONS-->"), ATOMIC);
    assertThat(page).doesNotContain("<script", "<!--").contains("&lt;script&gt;", "\\u0007");
  }

  @Test
  void operationsOfOneClientThatOverlapHaveLanesOfTheirOwn() throws IOException {
    List<Operation> operations = new ArrayList<>();
    operations.add(Operation.write("w", "k", "a", 0, 100L));
    operations.add(Operation.write("w", "k", "b", 50, 60L));
    operations.add(Operation.read("r", "k", null, 110, 120L));
    assertThat(count("<line class=\"lane\"", page(operations, ATOMIC))).isEqualTo(3);
  }

  @Test
  void aRemovalIsMarked() throws IOException {
    List<Operation> operations =
        List.of(
            Operation.read("r", "k", null, 20, 30L),
            Operation.read("r", "k", "evil", 40, 50L).at("1:mallory"));
    CheckOptions none = ATOMIC.removals(Map.of("mallory", 10L), new LurkingBound(0, 0));
    assertThat(page(operations, none)).contains("<line class=\"mark\"", ">mallory removed<");
  }

  @Test
  void aHistoryThatHoldsHasNothingToDraw() throws IOException {
    assertThat(page(newThenOld("old").subList(0, 3), ATOMIC))
        .contains("holds")
        .doesNotContain("<svg", "<!--");
  }
}
