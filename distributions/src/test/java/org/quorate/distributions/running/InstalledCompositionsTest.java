package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.recovery.RecoveryPolicy;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.StoreProvider;
import org.quorate.api.transport.Transport;
import org.quorate.client.QuorateClient;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.Operation;
import org.quorate.distributions.Distribution;
import org.quorate.distributions.swap.BroughtBundles;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.Compositions;
import org.quorate.host.composition.Part;
import org.quorate.host.composition.Variant;
import org.quorate.host.configuration.Limits;
import org.quorate.host.parts.Parts;
import org.quorate.host.parts.Parts.Installed;

/**
 * Spec 3.1: every composition that is listed starts, serves and keeps its promise in a short check,
 * and every other one is refused by {@code init}, in words that say what would do. All choices of
 * installed parts are tried, each slot with each.
 */
@Tag("thorough")
class InstalledCompositionsTest {
  private static final String KEY = "k";

  /**
   * With as many replicas every listed composition serves (in the build with one pair of transport
   * and store), with others those of plain parts: only quorums and certificates depend on how many
   * there are.
   */
  private static final int ALL_SERVE = 4;

  /** Whether all of them serve, which takes longer. */
  private static final boolean EVERY_ONE = Boolean.getBoolean("quorate.compositions.all");

  private static Parts parts;
  @TempDir static Path folder;

  @BeforeAll
  static void startsTheParts() throws IOException {
    List<Path> bundles = new ArrayList<>(Distribution.bundles());
    bundles.add(
        BroughtBundles.make(
            folder.resolve("keys.jar"),
            KeysMadeOnce.class,
            Map.of(Constants.BUNDLE_SYMBOLICNAME, "test.keys"),
            KeysMadeOnce.Dealt.class,
            KeysMadeOnce.Pooled.class));
    parts = Parts.start(bundles);
  }

  @AfterAll
  static void stopsTheParts() {
    parts.close();
  }

  private static List<Part> choices(Class<?> slot) {
    return parts.installed(slot, "").stream()
        .map(Installed::name)
        .distinct()
        .map(Part::named)
        .toList();
  }

  private static List<Part> choicesAndNone(Class<?> slot) {
    List<Part> choices = new ArrayList<>(choices(slot));
    choices.add(null);
    return choices;
  }

  private static List<Variant> product(List<Part> constructions) {
    List<Variant> product = new ArrayList<>();
    for (Part protocol : choices(RegisterProtocol.class)) {
      for (Part quorums : constructions) {
        for (Part certificates : choicesAndNone(CertificateScheme.class)) {
          for (Part signatures : choices(SignatureScheme.class)) {
            for (Part transport : choices(Transport.class)) {
              for (Part store : choices(StoreProvider.class)) {
                for (Part recovery : choicesAndNone(RecoveryPolicy.class)) {
                  product.add(
                      new Variant(
                          "custom",
                          protocol,
                          quorums,
                          certificates,
                          signatures,
                          transport,
                          store,
                          recovery,
                          null,
                          null));
                }
              }
            }
          }
        }
      }
    }
    return product;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void whatIsListedServesAndAllElseIsRefused(int replicas) throws Exception {
    List<Variant> product = product(choices(QuorumConstruction.class));
    List<Variant> listed = Compositions.valid(replicas, 1, parts);
    assertThat(product).doesNotHaveDuplicates().containsAll(listed);
    Path home = Files.createDirectory(folder.resolve("n" + replicas));
    List<Variant> serving = EVERY_ONE ? listed : inTurn(listed);
    for (Variant variant : product) {
      if (listed.contains(variant)) {
        if (replicas == ALL_SERVE ? serving.contains(variant) : isPlain(variant)) {
          servesAsPromised(variant, replicas, Files.createTempDirectory(folder, "served"));
        }
      } else {
        isRefused(variant, replicas, home.resolve("refused"));
      }
    }
    assertThat(home).isEmptyDirectory();
  }

  /** Of those that differ in transport and store only, one; another pair of these in each turn. */
  private static List<Variant> inTurn(List<Variant> all) {
    Map<List<Object>, List<Variant>> alike = new LinkedHashMap<>();
    for (Variant one : all) {
      List<Object> rest =
          Arrays.asList(
              one.protocol(), one.quorums(), one.certificates(), one.signatures(), one.recovery());
      alike.computeIfAbsent(rest, key -> new ArrayList<>()).add(one);
    }
    List<Variant> chosen = new ArrayList<>();
    alike.values().forEach(some -> chosen.add(some.get(chosen.size() % some.size())));
    return chosen;
  }

  /** What is not listed, as it takes options, is either refused in the same way or serves. */
  @Test
  void quorumsByVotesServeOrAreRefused() throws Exception {
    Part votes = new Part("weighted", Map.of("votes", "2,1,1,1,1,1"));
    Path home = Files.createDirectory(folder.resolve("votes"));
    Set<String> served = new TreeSet<>();
    for (Variant variant : product(List.of(votes))) {
      if (!isPlain(variant)) {
        continue;
      }
      try {
        Composition.of(variant, 6, 1, parts);
      } catch (ImpossibleConfigurationException e) {
        isRefused(variant, 6, home.resolve("refused"));
        continue;
      }
      servesAsPromised(variant, 6, Files.createTempDirectory(folder, "served"));
      served.add(variant.protocol() + " " + variant.certificates());
    }
    assertThat(home).isEmptyDirectory();
    assertThat(served)
        .contains("abd null", "bft-bc signature-set")
        .noneMatch(choice -> choice.contains("threshold"));
  }

  private static boolean isPlain(Variant variant) {
    return variant.transport().name().equals("local")
        && variant.store().name().equals("memory")
        && variant.signatures().name().equals("ed25519");
  }

  private static void isRefused(Variant variant, int replicas, Path target) {
    assertThatThrownBy(
            () -> RunningCluster.made(target, parts, variant, replicas, Limits.DEFAULT),
            "%s with %d replicas",
            variant,
            replicas)
        .isInstanceOfSatisfying(
            ImpossibleConfigurationException.class,
            e -> {
              List<String> lines = e.getMessage().lines().toList();
              assertThat(lines.get(0)).isEqualTo("the variant 'custom' cannot work:");
              assertThat(lines.subList(1, lines.size()))
                  .isNotEmpty()
                  .allSatisfy(reason -> saysWhoAndWhatWouldDo(reason, variant));
            });
  }

  private static void saysWhoAndWhatWouldDo(String reason, Variant variant) {
    List<String> chosen =
        Stream.of(
                variant.protocol(), variant.quorums(), variant.certificates(), variant.signatures())
            .filter(part -> part != null)
            .map(Part::name)
            .toList();
    assertThat(chosen.stream().filter(reason::contains))
        .as("parts that '%s' names", reason)
        .hasSizeGreaterThanOrEqualTo(reason.contains("needs a certificate scheme; ") ? 1 : 2);
    assertThat(reason)
        .containsPattern("; use |; leave out |; installed: |; schemes that do: |need the option ");
  }

  private static void servesAsPromised(Variant variant, int replicas, Path path) throws Exception {
    int[] all = IntStream.rangeClosed(1, replicas).toArray();
    try (RunningCluster cluster =
        RunningCluster.made(path.resolve("c"), parts, variant, replicas, Limits.DEFAULT)) {
      cluster.start(all);
      QuorateClient alice = cluster.open("alice");
      QuorateClient bob = cluster.open("bob");
      List<Operation> history = new ArrayList<>();
      history.addAll(
          together(List.of(read(alice), write(alice, "a1"), write(bob, "b1"), read(bob))));
      history.addAll(
          together(List.of(read(alice), write(bob, "b2"), write(alice, "a2"), read(bob))));
      List<Operation> last = together(List.of(read(alice), read(bob)));
      history.addAll(last);
      assertThat(last).allMatch(read -> List.of("a2", "b2").contains(read.value()));
      var semantics =
          parts
              .lease(RegisterProtocol.class, variant.protocol().name())
              .call(protocol -> protocol.guarantee().semantics());
      var report =
          HistoryCheck.check(History.of(history), CheckOptions.atomic().semantics(semantics));
      assertThat(report.holds()).as("%s: %s", variant, report.text()).isTrue();
    } catch (Exception | AssertionError e) {
      throw new AssertionError(variant + " with " + replicas + " replicas", e);
    }
  }

  private static List<Operation> together(List<CompletableFuture<Operation>> operations) {
    return operations.stream().map(one -> one.orTimeout(1, TimeUnit.MINUTES).join()).toList();
  }

  private static CompletableFuture<Operation> write(QuorateClient client, String value) {
    long call = System.nanoTime();
    return client
        .register(KEY)
        .writeAsync(Bytes.utf8(value))
        .thenApply(
            result -> Operation.write(client.id().name(), KEY, value, call, returned(result)))
        .toCompletableFuture();
  }

  private static CompletableFuture<Operation> read(QuorateClient client) {
    long call = System.nanoTime();
    return client
        .register(KEY)
        .readAsync()
        .thenApply(
            result -> {
              Bytes content = result.value().content();
              String value = content == null ? null : content.toUtf8();
              return Operation.read(client.id().name(), KEY, value, call, returned(result));
            })
        .toCompletableFuture();
  }

  /** When it was over; nobody is to blame on the way. */
  private static long returned(OperationResult result) {
    long now = System.nanoTime();
    assertThat(result.noticed()).isEmpty();
    return now;
  }
}
