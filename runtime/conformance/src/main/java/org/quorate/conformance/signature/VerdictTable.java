package org.quorate.conformance.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.StrictSignatureScheme;
import org.quorate.conformance.signature.SignatureCase.Standing;

/**
 * The verdicts of all providers on all published and crafted signatures: behind the strict profile,
 * where they must be one, and alone, where they are not.
 */
public final class VerdictTable {
  /** A case and who accepts it, by provider. */
  private record Row(
      String scheme, SignatureCase known, Map<String, Boolean> strict, Map<String, Boolean> alone) {
    /** Whether the profile was needed: somebody alone is not of the common opinion. */
    boolean isSplit() {
      return alone.containsValue(!known.expected()) && alone.containsValue(known.expected());
    }

    boolean isRight() {
      return !strict.containsValue(!known.expected());
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Set<String> providers;

  /**
   * Asks everybody, which takes some seconds.
   *
   * @param schemes what each provider offers
   */
  public VerdictTable(Map<String, List<SignatureScheme>> schemes) {
    providers = new LinkedHashSet<>(schemes.keySet());
    Map<String, Map<String, SignatureScheme>> byName = new TreeMap<>();
    schemes.forEach(
        (provider, offered) ->
            offered.forEach(
                scheme ->
                    byName
                        .computeIfAbsent(scheme.name(), name -> new LinkedHashMap<>())
                        .put(provider, scheme)));
    byName.forEach(this::ask);
  }

  private void ask(String name, Map<String, SignatureScheme> offers) {
    Map<String, SignatureScheme> strict = new LinkedHashMap<>();
    offers.forEach((provider, scheme) -> strict.put(provider, new StrictSignatureScheme(scheme)));
    SignatureScheme signer = offers.values().iterator().next();
    Stream.concat(SignatureCases.published(name).stream(), SignatureCases.crafted(signer).stream())
        .forEach(known -> rows.add(new Row(name, known, ask(known, strict), ask(known, offers))));
  }

  private static Map<String, Boolean> ask(
      SignatureCase known, Map<String, SignatureScheme> schemes) {
    Map<String, Boolean> verdicts = new LinkedHashMap<>();
    schemes.forEach((provider, scheme) -> verdicts.put(provider, known.verifiedBy(scheme)));
    return verdicts;
  }

  /** What is wrong behind the profile, one line each; must be empty. */
  public List<String> violations() {
    return rows.stream()
        .filter(row -> !row.isRight())
        .map(row -> "%s: %s: %s".formatted(row.scheme(), row.known(), row.strict()))
        .toList();
  }

  /** How many valid signatures the profile refuses, by {@code scheme | reason}. */
  public Map<String, Long> strictness() {
    return rows.stream()
        .filter(row -> row.known().standing() == Standing.VALID && !row.known().expected())
        .collect(
            Collectors.groupingBy(
                row -> row.scheme() + " | " + row.known().strictness(),
                TreeMap::new,
                Collectors.counting()));
  }

  /** How many cases the providers alone are not of one mind on. */
  public long splits() {
    return rows.stream().filter(Row::isSplit).count();
  }

  /** The table, to be read by people. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    line(text, "## One verdict behind the profile");
    summary(text);
    line(text, "");
    line(text, "## Valid signatures that the profile refuses");
    line(text, "");
    line(text, "| scheme | reason | signatures |");
    line(text, "| --- | --- | ---: |");
    strictness().forEach((reason, count) -> line(text, "| %s | %d |".formatted(reason, count)));
    line(text, "");
    line(text, "## Where a provider alone says otherwise");
    line(text, "");
    line(
        text,
        "| scheme | case | number | " + String.join(" | ", providers) + " | behind the profile |");
    line(text, "| --- | --- | ---: |" + " --- |".repeat(providers.size() + 1));
    rows.stream()
        .filter(row -> row.alone().containsValue(!row.known().expected()))
        .filter(row -> row.isSplit() || row.known().origin().equals("crafted"))
        .collect(Collectors.groupingBy(this::detail, LinkedHashMap::new, Collectors.counting()))
        .forEach((detail, count) -> line(text, detail.formatted(count)));
    return text.toString();
  }

  private void summary(StringBuilder text) {
    line(text, "");
    line(
        text,
        "| scheme | signatures from | number | valid | accepted by all | "
            + String.join(" | ", providers.stream().map(p -> p + " alone").toList())
            + " |");
    line(text, "| --- | --- | ---: | ---: | ---: |" + " ---: |".repeat(providers.size()));
    Map<String, List<Row>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> "| " + row.scheme() + " | " + row.known().origin(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    groups.forEach(
        (head, group) -> {
          long valid =
              group.stream().filter(row -> row.known().standing() == Standing.VALID).count();
          long accepted = group.stream().filter(row -> !row.strict().containsValue(false)).count();
          String alone =
              providers.stream()
                  .map(provider -> aloneCount(group, provider))
                  .collect(Collectors.joining(" | "));
          line(
              text,
              "%s | %d | %d | %d | %s |".formatted(head, group.size(), valid, accepted, alone));
        });
  }

  private static String aloneCount(List<Row> group, String provider) {
    return group.get(0).alone().containsKey(provider)
        ? String.valueOf(group.stream().filter(row -> row.alone().get(provider)).count())
        : "-";
  }

  /** One for all that differ in their number only; with a place for how many there are. */
  private String detail(Row row) {
    String alone =
        providers.stream()
            .map(provider -> word(row.alone().get(provider)))
            .collect(Collectors.joining(" | "));
    return "| %s | %s | %%d | %s | %s |"
        .formatted(
            row.scheme(),
            row.known().toString().replaceAll("#[0-9]+ ", "").replace("%", "%%"),
            alone,
            word(row.known().expected()));
  }

  private static String word(@Nullable Boolean accepted) {
    if (accepted == null) {
      return "-";
    }
    return accepted ? "accepts" : "refuses";
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
